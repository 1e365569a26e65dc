/** Many who miss at once. Claims 15, 16, 17 and 18. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { crowd, expire, item, spell } from '../loads.ts';
import { LEASE, percent, queries, round, websWith } from './parts.ts';

const FRONT = /^\/front$/;
const EXPIRED = 1000;
const READERS = 200;

function rebuilds(journal: JournalView): number {
  return queries(journal, FRONT, EXPIRED);
}

const stampede: Experiment = {
  id: 'stampede',
  claims: ['cache-15', 'cache-16'],
  title: 'The front page expires under 200 readers',
  scenario: {
    until: 4000,
    timeline: [...crowd('warm', 100, 1), expire(EXPIRED), ...crowd('crowd', EXPIRED + 10, READERS)],
  },
  variants: [
    { id: 'none', label: 'everybody asks' },
    { id: 'local', label: 'single flight per server', overlay: 'experiments/one-per-server' },
    { id: 'shared', label: 'shared lease', overlay: LEASE },
  ],
  measure: ({ none, local, shared }) => ({
    none: rebuilds(none!),
    local: rebuilds(local!),
    shared: rebuilds(shared!),
    noneFailed: none!.requests({ load: 'crowd' }).filter(({ outcome }) => outcome !== 'ok').length,
    sharedFailed: shared!.requests({ load: 'crowd' }).filter(({ outcome }) => outcome !== 'ok')
      .length,
    sharedWorst: round(shared!.percentile(1, { load: 'crowd' })),
  }),
  passes: (v) => v.none! >= 100 && v.local === 4 && v.shared === 1 && v.sharedFailed === 0,
  condition: 'nothing: at least 100 queries; single flight per server: 4; shared lease: 1',
  reading: (v) => ({
    label: 'queries for one page, 200 readers',
    value: `${v.none} → ${v.shared}`,
    detail: `Everybody asks, then a shared lease. Single flight in each of four servers: ${v.local}.`,
  }),
};

/** 100 items are read at the same moment, so they end at the same moment. */
const KEYS = 100;
const WARMED = 100;
const TTL = 2000;

/** Queries for items in the busiest 100 ms once the first entries can end. */
function peak(journal: JournalView): number {
  const times = journal
    .hops({ to: 'db', path: /^\/items\//, since: WARMED + TTL / 2 })
    .map((hop) => hop.at);
  return Math.max(...times.map((at) => times.filter((t) => t >= at && t < at + 100).length));
}

const jitter: Experiment = {
  id: 'jitter',
  claims: ['cache-17'],
  title: 'Entries that end together, and one that everybody wants',
  scenario: {
    until: 6000,
    machines: { ...websWith({ TTL_MS: String(TTL) }), db: { cores: 16 } },
    timeline: [
      ...spell('warm', WARMED, KEYS, 1000, [{ path: '/item/{n}', label: 'item' }]),
      // While they end, every item is asked for ten times a second.
      ...spell('rounds', WARMED + 1200, 1600, 1000, [item('int:1-100')]),
      ...crowd('front', 3800, 1),
      expire(4300),
      ...crowd('crowd', 4310, READERS),
    ],
  },
  variants: [
    { id: 'same', label: 'one TTL for all' },
    { id: 'jitter', label: 'TTL ± 30%', overlay: 'experiments/jitter' },
  ],
  measure: ({ same, jitter: spread }) => ({
    peakSame: peak(same!),
    peakJitter: peak(spread!),
    hotSame: queries(same!, FRONT, 4300),
    hotJitter: queries(spread!, FRONT, 4300),
  }),
  passes: (v) => v.peakSame! >= 2 * v.peakJitter! && v.hotJitter! >= 100,
  condition:
    '100 keys filled together: peak of queries at least twice that with jitter; one hot key: still at least 100 queries with jitter',
  reading: (v) => ({
    label: 'queries in the worst 100 ms, 100 keys filled together',
    value: `${v.peakSame} → ${v.peakJitter}`,
    detail: `With each TTL up to 30% longer or shorter. One hot key under 200 readers: ${v.hotSame} and ${v.hotJitter}.`,
  }),
};

const LOST = 2000;
const BACK = 3000;

/** Long after the cache is back. */
const LATE = 8500;
const END = 9500;

/** The share of requests sent in a span that failed or took half a second or more. */
function hurt(journal: JournalView, since: number, until: number): number {
  const asked = journal.requests({ since, until });
  const bad = asked.filter(({ outcome, ms }) => outcome !== 'ok' || (ms ?? 500) >= 500);
  return round(bad.length / asked.length, 3);
}

/** Half of the readers want the front page. */
const busy = (rate: number) => [
  ...spell('front', 100, END - 100, rate / 2, [{ path: '/', label: 'front' }]),
  ...spell('items', 100, END - 100, rate / 2, [item('int:1-20')]),
];

const lost: Experiment = {
  id: 'cache-lost',
  claims: ['cache-18'],
  title: 'The one cache is gone for a second',
  scenario: {
    until: END + 1300,
    timeline: [
      { at: LOST, action: { kind: 'kill', machine: 'cache' } },
      { at: BACK, action: { kind: 'start', machine: 'cache' } },
    ],
  },
  variants: [
    { id: 'fits', label: 'the database could do without', timeline: busy(24) },
    { id: 'leans', label: 'seven times that load', timeline: busy(168) },
    {
      id: 'lease',
      label: 'seven times that load, shared lease',
      overlay: LEASE,
      timeline: busy(168),
    },
  ],
  measure: ({ fits, leans, lease }) => ({
    fits: hurt(fits!, LOST, LATE),
    leans: hurt(leans!, LOST, LATE),
    leansLate: hurt(leans!, LATE, END),
    leaseLate: hurt(lease!, LATE, END),
  }),
  passes: (v) => v.fits! <= 0.05 && v.leans! >= 0.25 && v.leansLate! >= 0.5 && v.leaseLate! <= 0.1,
  condition:
    'cache gone for 1 s: at most 5% of requests hurt in 6.5 s where the database can carry all, at seven times that load at least 25%, and 5.5 s after it is back still half, with a lease at most 10%',
  reading: (v) => ({
    label: 'requests hurt, the cache gone for a second',
    value: percent(v.leans!),
    detail: `Failed or half a second late, in 6.5 s. At a seventh of the load, which the database can carry alone: ${percent(v.fits!)}. Later, 5.5 s after the cache is back: ${percent(v.leansLate!)}, and ${percent(v.leaseLate!)} with a lease.`,
  }),
};

export const crowds: readonly Experiment[] = [stampede, jitter, lost];
