/** Drill 3: those who ask for the same public thing wait for one answer; those who do not, do not. */
import { clock } from '../../../src/lab/journal-view.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Drill, Finding } from '../../../src/lab/manifest.ts';
import { account, OHIO, rule, send, spell } from '../loads.ts';

const FROM = 500;
/** By now the edge can know which paths are for one person, and has its connections to the origin. */
const KNOWN = 1400;
const BURST = 1600;
/** /sale was private, and is public from here on. */
const OPENED = 2800;
const QUIET = 3900;
/** No copy of /sale is fresh any more when a crowd comes. */
const AGAIN = 5400;
const UNTIL = 6200;
const CROWD = 30;
/** ms: one way to Mumbai and back takes 210 and the work. */
const QUICK = 290;

const at = { from: OHIO.id, to: OHIO.edge };
const sale = { path: '/sale', label: 'sale' };

function judgeQuick(journal: JournalView): Finding {
  const asked = ['account', 'sale'].map((label) =>
    journal.requests({ label, since: KNOWN, until: OPENED - 200 }),
  );
  const all = asked.flat();
  const late = all.filter(({ outcome, ms }) => outcome === 'failed' || (ms ?? Infinity) > QUICK);
  const shares = asked.map(
    (some) => some.filter((each) => !late.includes(each)).length / Math.max(1, some.length),
  );
  const [first] = late;
  const passed = shares.every((share) => share >= 0.9);
  return {
    passed,
    value: shares.map((share) => `${Math.round(share * 100)}%`).join(', '),
    says: passed
      ? `Of ${all.length} requests for what only one person may see, ${all.length - late.length} were answered within ${QUICK} ms: one way to the origin and back.`
      : `Within ${QUICK} ms came ${all.length - late.length} of ${all.length} answers that only one person may see. At ${clock(first?.at ?? 0)} ${first?.path} took ${Math.round(first?.ms ?? 0)} ms: it waited for an answer that it was not allowed to have.`,
    at: first?.at,
    request: first?.id,
  };
}

function judgeCrowd(journal: JournalView): Finding {
  const photos = journal.hops({ to: 'origin', path: /^\/photo\// }).length;
  const pages = journal.hops({ to: 'origin', path: /^\/sale$/, since: AGAIN - 100 });
  const fine = journal.count({ label: 'crowd', outcome: 'ok' });
  const passed = photos === 1 && pages.length === 1 && fine === 2 * CROWD;
  return {
    passed,
    value: `${photos}, ${pages.length}`,
    says: passed
      ? `Twice ${CROWD} readers wanted the same thing that the edge did not have, and each time it asked once.`
      : `${CROWD} readers wanted a new photo, and the origin was asked ${photos} times. ${CROWD} wanted the page that has been public since ${clock(OPENED)}: ${pages.length} times. ${fine} of ${2 * CROWD} readers got what they wanted.`,
    at: pages[1]?.at ?? BURST,
  };
}

function judgeOwn(journal: JournalView): Finding {
  const all = journal.requests({ label: 'account' });
  const wrong = all.filter(({ outcome }) => outcome !== 'ok');
  const [first] = wrong;
  return {
    passed: all.length > 0 && first === undefined,
    value: String(wrong.length),
    says:
      first === undefined
        ? `All ${all.length} members were shown their own account.`
        : `${wrong.length} of ${all.length} members were not shown their own account; the first asked at ${clock(first.at)}: ${first.why ?? first.error ?? 'no answer'}.`,
    at: first?.at,
    request: first?.id,
  };
}

export const doNotQueue: Drill = {
  id: 'do-not-queue',
  kind: 'mend',
  title: 'Do not queue for what is private',
  brief:
    'The headers are right now, and members in Ohio complain: their accounts take twice as long as the way to Mumbai. Our edge lets everybody who asks for the same path wait for the first answer. For a new photo that is wise. Mend edge.ts: no waiting where answers are private, one question where they are public, and a path may change from one to the other.',
  prediction: {
    question:
      'In Ohio 20 members a second open /account. The way to the origin and back takes 220 ms. How many of them have their page within 290 ms?',
    options: [
      { id: 'all', text: 'Nine in ten or more' },
      { id: 'some', text: 'Some of them' },
      { id: 'none', text: 'One in ten or fewer' },
    ],
    outcome: (journal) => {
      const asked = journal.requests({ label: 'account', since: KNOWN, until: OPENED - 200 });
      const quick = asked.filter(({ ms }) => (ms ?? Infinity) <= QUICK).length / asked.length;
      if (quick >= 0.9) return 'all';
      return quick <= 0.1 ? 'none' : 'some';
    },
  },
  scenario: {
    until: UNTIL,
    machines: { origin: { cores: 8 } },
    timeline: [
      send('accounts-private', 100, rule('/account', 'private, no-store')),
      send('sale-private', 120, rule('/sale', 'private, no-store')),
      ...spell('members', FROM, 2000, { ...at, rate: 20 }, [account('ohio-{n}')]),
      ...spell('early', FROM + 20, 2000, { ...at, rate: 15 }, [sale]),
      { at: BURST, action: { kind: 'mark', name: 'a new photo is passed around' } },
      ...spell('photo', BURST, CROWD, { ...at, rate: 1000 }, [
        { path: '/photo/77', label: 'crowd' },
      ]),
      { at: OPENED, action: { kind: 'mark', name: '/sale is for everybody' } },
      send('sale-public', OPENED, rule('/sale', 'public, max-age=1')),
      ...spell('later', OPENED + 100, QUIET - OPENED - 100, { ...at, rate: 10 }, [sale]),
      ...spell('again', AGAIN, CROWD, { ...at, rate: 1000 }, [{ path: '/sale', label: 'crowd' }]),
    ],
  },
  checks: [
    { id: 'quick', title: 'Private answers: nine in ten without a queue', judge: judgeQuick },
    { id: 'crowd', title: 'Public answers: one question for a crowd', judge: judgeCrowd },
    { id: 'own', title: 'Everybody sees their own account', judge: judgeOwn },
  ],
  edits: ['cdn/services/edge.ts'],
  keeps: [
    'cdn/services/copies.ts',
    'cdn/services/cache-control.ts',
    'cdn/services/headers.ts',
    'cdn/services/shop.ts',
    'cdn/services/origin.ts',
  ],
  hints: [
    'The edge cannot know beforehand whether an answer may be shared. Afterwards it knows. What could it remember of a path?',
    'Remember, by path, that the last answer could not be kept, and let nobody wait there. And when does that stop being true?',
    'A Set of paths: add in ask() when `keep` is false, delete when it is true. In find(), wait for `asking` only if the path is not in it.',
  ],
  solutions: [
    {
      name: 'until-it-may-be-kept',
      says: 'A path is marked by an answer that nobody may keep, and unmarked by one that may be kept.',
      files: true,
    },
    {
      name: 'for-a-second',
      says: 'The mark ends by itself after a second.',
      files: true,
    },
  ],
  cheats: [
    {
      name: 'nobody-waits',
      says: 'No waiting at all: 30 readers, 30 questions for one photo.',
      files: true,
    },
    { name: 'one-name', says: 'Knows /account by name, and no other private path.', files: true },
    {
      name: 'once-private-always',
      says: 'The mark never ends: a page that became public is asked for by all at once.',
      files: true,
    },
    {
      name: 'what-the-first-got',
      says: 'Quick, and everybody is shown the account of whoever came first.',
      files: true,
    },
  ],
};
