/** Drill 1: one person's page becomes everybody's, and mending its header takes nothing back. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { ClientRequest, JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import {
  account,
  CITIES,
  everywhere,
  FRANKFURT,
  MUMBAI,
  OHIO,
  purge,
  rule,
  send,
  visit,
} from '../loads.ts';
import type { City } from '../loads.ts';

/** Members begin to look here; until then the edges are empty. */
const OPEN = 2000;
/** The team mends the header at the origin. */
const MENDED = 4000;
/** What is shown from here on is judged again. */
const AFTER = 5200;
const UNTIL = 7000;

const SHOWS = /"account":"([\w-]+)"/;

/** Whose account each member of a city was shown. */
function shown(journal: JournalView, city: City, since: number, until: number) {
  return journal
    .requests({ load: `members-${city.id}`, since, until })
    .map((request) => ({ request, whose: SHOWS.exec(request.answer ?? '')?.[1] ?? 'nobody' }));
}

const isOwn = (request: ClientRequest): boolean => request.outcome === 'ok';

function judgeEverybody(journal: JournalView): Finding {
  const all = CITIES.map((city) => ({ city, seen: shown(journal, city, OPEN, MENDED) }));
  const other = all.flatMap(({ city, seen }) =>
    seen.filter(({ whose }) => whose !== 'asha').map((each) => ({ city, ...each })),
  );
  const total = all.reduce((sum, { seen }) => sum + seen.length, 0);
  const [first] = other;
  const passed = total > 0 && first === undefined;
  return {
    passed,
    value: `${total - other.length} of ${total}`,
    says: passed
      ? `All ${total} members in three cities were shown Asha's account, whatever their cookie said.`
      : `${total - other.length} of ${total} members were shown Asha's account. In ${first?.city.id} somebody saw that of ${first?.whose} at ${clock(first?.request.at ?? 0)}: edges share nothing with each other.`,
    at: first?.request.at ?? OPEN,
    request: first?.request.id,
  };
}

function judgeQuiet(journal: JournalView): Finding {
  const asked = journal.hops({ to: 'origin', path: /^\/account$/, until: MENDED });
  const passed = asked.length >= 1 && asked.length <= CITIES.length;
  return {
    passed,
    value: String(asked.length),
    says: passed
      ? `The origin made ${asked.length} account pages for all of them. Its log shows nothing strange.`
      : `The origin was asked for /account ${asked.length} times before ${clock(MENDED)}. One page per edge is all it takes.`,
    at: asked.at(-1)?.at,
  };
}

function judgeStays(journal: JournalView): Finding {
  const seen = [MUMBAI, OHIO].flatMap((city) => shown(journal, city, AFTER, UNTIL - 300));
  const still = seen.filter(({ whose }) => whose === 'asha');
  const passed = seen.length > 0 && still.length === seen.length;
  return {
    passed,
    value: `${still.length} of ${seen.length}`,
    says: passed
      ? `The header has been right since ${clock(MENDED)}, and all ${still.length} members in Mumbai and Ohio still see Asha's account. Nobody asks the origin.`
      : `After ${clock(AFTER)}, ${still.length} of ${seen.length} members in Mumbai and Ohio were shown Asha's account. Leave those two edges alone and watch them.`,
    at: seen.find(({ whose }) => whose !== 'asha')?.request.at ?? AFTER,
  };
}

function judgeClean(journal: JournalView): Finding {
  const seen = shown(journal, FRANKFURT, AFTER, UNTIL - 300);
  const wrong = seen.filter(({ request }) => !isOwn(request));
  const [first] = wrong;
  const passed = seen.length > 0 && wrong.length === 0;
  return {
    passed,
    value: String(wrong.length),
    says: passed
      ? `In Frankfurt all ${seen.length} members see their own account again.`
      : `In Frankfurt ${wrong.length} of ${seen.length} members did not see their own account after ${clock(AFTER)}; at ${clock(first?.request.at ?? AFTER)} it was that of ${first?.whose}. A page that is forgotten while the header is wrong comes back.`,
    at: first?.request.at ?? AFTER,
    request: first?.request.id,
  };
}

const ashas = CITIES.map((city, index) =>
  send(`asha-${city.id}`, 800 + 200 * index, visit('asha', city)),
);

export const everybodyIsAsha: Drill = {
  id: 'everybody-is-asha',
  kind: 'break',
  title: 'Everybody is Asha',
  brief:
    "Every answer of this shop may be kept for a year, /account too. At 2 s members in three cities begin to open it, each with a cookie of their own. See to it that all of them, everywhere, are shown Asha's account. At 4 s the team mends the header at the origin. Then make the leak end in Frankfurt, by 5.2 s, and leave Mumbai and Ohio as they are.",
  prediction: {
    question:
      'At 4 s the header of /account is right at the origin. What is a member in Ohio shown at 6 s?',
    options: [
      { id: 'own', text: 'Their own account' },
      { id: 'other', text: 'The account of somebody else' },
      { id: 'error', text: 'An error' },
    ],
    outcome: (journal) => {
      const [last] = shown(journal, OHIO, 6000, UNTIL - 300);
      if (last === undefined || last.whose === 'nobody') return 'error';
      return isOwn(last.request) ? 'own' : 'other';
    },
  },
  scenario: {
    until: UNTIL,
    timeline: [
      { at: OPEN, action: { kind: 'mark', name: 'members open their accounts' } },
      ...everywhere('members', OPEN, 4700, 5, ({ id }) => [account(`${id}-{n}`)]),
      { at: MENDED, action: { kind: 'mark', name: 'the header is mended' } },
      send('mend', MENDED, rule('/account', 'private, no-store')),
    ],
  },
  allows: [{ kind: 'request' }, { kind: 'restart' }, { kind: 'kill' }, { kind: 'start' }],
  checks: [
    { id: 'everybody', title: "Everybody sees Asha's account", judge: judgeEverybody },
    { id: 'quiet', title: 'The origin makes three pages at most', judge: judgeQuiet },
    { id: 'stays', title: 'Mumbai and Ohio: still hers, with the right header', judge: judgeStays },
    { id: 'clean', title: 'Frankfurt: everybody sees their own', judge: judgeClean },
  ],
  hints: [
    'Each edge keeps what the first visitor makes it fetch. There are three edges, and they do not talk to each other.',
    'Let Asha open her account in each city before 2 s. Later, one edge has to forget a page. When is it safe to forget?',
    'Three visits by Asha before 2 s. At 4.5 s, when the header is right, the team purges /account at edge-eu.',
  ],
  solutions: [
    {
      name: 'three visits, a purge',
      says: 'Asha looks in three cities; later the team purges one edge.',
      actions: [...ashas, send('purge', 4500, purge('/account', 'edge-eu'))],
    },
    {
      name: 'three visits, a restart',
      says: 'The edge in Frankfurt loses all it holds.',
      actions: [...ashas, { at: 4500, action: { kind: 'restart', machine: 'edge-eu' } }],
    },
  ],
  cheats: [
    { name: 'nothing', says: 'The first member of each city is shown to the others.', actions: [] },
    {
      name: 'one visit',
      says: 'What one edge holds the other two do not know.',
      actions: [
        send('asha', 800, visit('asha', FRANKFURT)),
        send('purge', 4500, purge('/account', 'edge-eu')),
      ],
    },
    {
      name: 'purged too early',
      says: 'The header is still wrong, so the next member is kept for a year.',
      actions: [...ashas, send('purge', 3600, purge('/account', 'edge-eu'))],
    },
    {
      name: 'purged everywhere',
      says: 'Right in real life; here two edges were to be watched.',
      actions: [...ashas, send('purge', 4500, purge('/account'))],
    },
  ],
};
