/** What is old, and who sees it. Claims 05, 06 and 07. */
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { postAndRefresh, ROWS } from '../loads.ts';
import { lagging, looksOf, person, postOf } from '../people.ts';
import { cluster, ends, percent, postsFrom, readsFrom, round } from './parts.ts';

const CALM = 2000;
const BURST = 4000;

/** Rows that the replica lacked at a time, as the primary counted them. */
function behindAt(journal: JournalView, at: number): number {
  const told = journal
    .all('gauge')
    .filter((each) => each.machine === 'primary' && each.name === 'only-here' && each.t <= at);
  return told.at(-1)?.value ?? 0;
}

const lagGrows: Experiment = {
  id: 'lag-grows',
  claims: ['replication-05'],
  title: 'A replica that applies 100 rows a second',
  scenario: {
    until: 9500,
    machines: {
      ...cluster(['primary', 'replica-1']),
      primary: { ...cluster(['primary', 'replica-1']).primary, cores: 4 },
      'replica-1': { env: { APPLY_MS: '10' } },
      failover: { autostart: false },
    },
    timeline: [
      postsFrom(100, { rate: 40 }),
      postsFrom(CALM, { rate: 300 }),
      ...ends(BURST, 'posts'),
    ],
  },
  variants: [{ id: 'all', label: '40 rows/s, then 300 rows/s, then none' }],
  measure: ({ all }) => ({
    calm: behindAt(all!, CALM),
    burstHalf: behindAt(all!, (CALM + BURST) / 2),
    burstEnd: behindAt(all!, BURST),
    after: behindAt(all!, 9500),
    worstLag: round(
      Math.max(
        ...all!
          .all('gauge')
          .filter((each) => each.name === 'lag')
          .map((each) => each.value),
      ),
    ),
  }),
  passes: (v) => v.calm! <= 6 && v.burstHalf! >= 10 && v.burstEnd! > v.burstHalf! && v.after! <= 1,
  condition:
    '40 rows/s: at most 6 rows behind; 300 rows/s: at least 10 and growing; after the pause at most 1',
  reading: (v) => ({
    label: 'rows that the replica lacks: calm, mid-burst, end of burst, later',
    value: `${v.calm}, ${v.burstHalf}, ${v.burstEnd}, ${v.after}`,
    detail: `It applies 100 rows/s and is sent 40, then 300, then none. The oldest row waited ${round(v.worstLag! / 1000, 1)} s.`,
  }),
};

/** Somebody who is not the author asks for asha's note, over and over. */
const watching: readonly TimedAction[] = Array.from({ length: 30 }, (_, index) => ({
  at: 600 + index * 50,
  action: {
    kind: 'request',
    id: `visitor-${index + 1}`,
    request: { to: 'router', path: '/note/asha-note', headers: { 'x-user': 'visitor' } },
  },
}));

/** How often the visitor, having seen the note, was told that there is none. */
function backwards(journal: JournalView): number {
  const seen = looksOf(journal, 'asha').map((look) => look.found);
  return seen.filter((found, index) => !found && seen[index - 1] === true).length;
}

const cutSecond: TimedAction = {
  at: 400,
  action: {
    kind: 'link-fault',
    id: 'cut',
    from: 'primary',
    to: 'replica-2',
    fault: { partition: true },
  },
};

const staleReads: Experiment = {
  id: 'stale-reads',
  claims: ['replication-06'],
  title: 'Post, and look at once',
  scenario: { until: 4500, timeline: [] },
  variants: [
    {
      id: 'behind',
      label: 'both replicas 80 ms behind',
      timeline: [
        ...lagging(50, 4400, 80),
        postsFrom(100, { rate: 60, flows: postAndRefresh }),
        ...ends(3800, 'posts'),
      ],
    },
    {
      id: 'random',
      label: 'a random replica for every read, one of them cut off',
      timeline: [cutSecond, postOf('asha', 500), ...watching],
    },
    {
      id: 'sticky',
      label: 'always the same replica for one user, one of them cut off',
      overlay: 'experiments/sticky',
      timeline: [cutSecond, postOf('asha', 500), ...watching],
    },
  ],
  measure: ({ behind, random, sticky }) => {
    const looks = behind!.requests({ load: 'posts', label: 'refresh' }).slice(0, 200);
    return {
      looks: looks.length,
      stale: looks.filter((look) => look.status === 404).length,
      backwardsRandom: backwards(random!),
      backwardsSticky: backwards(sticky!),
      seenSticky: looksOf(sticky!, 'asha').filter(({ found }) => found).length,
    };
  },
  passes: (v) =>
    v.looks === 200 &&
    v.stale! >= 50 &&
    v.backwardsRandom! >= 3 &&
    v.backwardsSticky === 0 &&
    v.seenSticky! >= 20,
  condition:
    'replicas 80 ms behind: at least 50 of 200 authors do not find their new post; one replica cut off: a note that was seen disappears again at least 3 times, and never for a user who stays with one replica',
  reading: (v) => ({
    label: 'of 200 authors who looked at once and did not find their post',
    value: String(v.stale),
    detail: `Replicas 80 ms behind. With one replica cut off, another reader saw a post vanish ${v.backwardsRandom} times in 30 looks.`,
  }),
};

const RELOADS = [2, 32, 120, 300, 450];
const NAMES = Array.from({ length: 12 }, (_, index) => `author-${index + 1}`);
/** The first half posts at a lag of 80 ms, the second at 500. */
const calmOnes = NAMES.slice(0, 6);
const slowOnes = NAMES.slice(6);
const SLOW = 3300;
const END = 7500;

const authors: readonly TimedAction[] = [
  ...lagging(100, SLOW, 80),
  ...lagging(SLOW, END - 100, 500),
  ...calmOnes.flatMap((name, index) => person(name, 500 + index * 400, RELOADS)),
  ...slowOnes.flatMap((name, index) => person(name, 3800 + index * 500, RELOADS)),
];

function missed(journal: JournalView, names: readonly string[]): number {
  return names.flatMap((name) => looksOf(journal, name)).filter(({ found }) => !found).length;
}

function primaryShare(journal: JournalView): number {
  const all = journal.hops({ from: 'router', method: 'GET', path: ROWS });
  return round(all.filter((hop) => hop.to === 'primary').length / all.length, 3);
}

const readYourWrites: Experiment = {
  id: 'read-your-writes',
  claims: ['replication-07'],
  title: 'Four ways to send an author’s reads',
  scenario: {
    until: END,
    timeline: [readsFrom(100, { rate: 130 }), ...authors, ...ends(END - 300, 'reads')].toSorted(
      (a, b) => a.at - b.at,
    ),
  },
  variants: [
    { id: 'random', label: 'some replica' },
    { id: 'primary', label: 'the primary, always', overlay: 'cheats/all-primary' },
    { id: 'window', label: 'the primary, for 250 ms', overlay: 'cheats/fixed-window' },
    {
      id: 'token',
      label: 'the primary, until the replica has that position',
      overlay: 'solution/position-token',
    },
  ],
  measure: ({ random, primary, window, token }) => ({
    looks: NAMES.flatMap((name) => looksOf(random!, name)).length,
    randomMissed: missed(random!, NAMES),
    primaryMissed: missed(primary!, NAMES),
    primaryShare: primaryShare(primary!),
    windowMissed80: missed(window!, calmOnes),
    windowMissed500: missed(window!, slowOnes),
    windowShare: primaryShare(window!),
    tokenMissed: missed(token!, NAMES),
    tokenShare: primaryShare(token!),
  }),
  passes: (v) =>
    v.looks! >= 40 &&
    v.randomMissed! >= 20 &&
    v.primaryMissed === 0 &&
    v.windowMissed80 === 0 &&
    v.windowMissed500! >= 3 &&
    v.tokenMissed === 0 &&
    v.tokenShare! <= 0.1,
  condition:
    'some replica: at least 20 misses; 250 ms on the primary: none at a lag of 80 ms, 3 or more at 500; by position: none, with at most 0.1 of reads on the primary',
  reading: (v) => ({
    label: 'own posts missed: some replica, 250 ms on the primary, by position',
    value: `${v.randomMissed}, ${v.windowMissed500}, ${v.tokenMissed}`,
    detail: `Of ${v.looks} looks, at a lag of 80 and then 500 ms. By position the primary serves ${percent(v.tokenShare!)} of all reads.`,
  }),
};

export const lag: readonly Experiment[] = [lagGrows, staleReads, readYourWrites];
