/** How old an answer may be. Claims 09, 10, 11 and 12. */
import type { Experiment, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { spell, WEBS } from '../loads.ts';
import { hitRatio, LEASE, percent, queries, round, websWith } from './parts.ts';

const CHANGE = { method: 'PUT' as const, label: 'change' };

function versionIn(answer: string | undefined): number {
  return (JSON.parse(answer ?? '{}') as { version?: number }).version ?? 0;
}

/** Item pages that showed an older version than was confirmed before they were asked for. */
function stale(journal: JournalView, since: number, until = Infinity): number {
  const changes = journal.requests({ label: 'change', outcome: 'ok' });
  return journal
    .requests({ label: 'item', outcome: 'ok', since, until })
    .filter(({ at, path, answer }) => {
      const known = changes.filter((change) => change.path === path && (change.end ?? at) < at);
      return versionIn(answer) < 1 + known.length;
    }).length;
}

const CHANGED = 1000;
const SHORT = 2000;

const ttl: Experiment = {
  id: 'ttl-ends',
  claims: ['cache-09'],
  title: 'One change, nobody told',
  scenario: {
    until: 4500,
    machines: websWith({ TTL_MS: String(SHORT) }),
    timeline: [
      ...spell('reads', 100, 4000, 50, [{ path: '/item/7', label: 'item' }]),
      ...spell('change', CHANGED, 10, 100, [{ ...CHANGE, path: '/item/7' }], ['web-1']),
    ],
  },
  variants: [{ id: 'alone', label: 'TTL of 2 s, no removal', overlay: 'experiments/no-delete' }],
  measure: ({ alone }) => ({
    changes: alone!.count({ label: 'change', outcome: 'ok' }),
    before: stale(alone!, CHANGED, 100 + SHORT + 60),
    after: stale(alone!, 100 + SHORT + 100),
  }),
  passes: (v) => v.changes === 1 && v.before! > 0 && v.after === 0,
  condition: 'old answers before the TTL is over: some; 100 ms later: none',
  reading: (v) => ({
    label: 'old answers before and after the TTL',
    value: `${v.before} → ${v.after}`,
    detail: 'An item is changed and its key left alone. The entry was kept for 2 s.',
  }),
};

function lasting(id: string, ms: number): Variant {
  return {
    id,
    label: `TTL ${ms} ms`,
    overlay: 'experiments/no-delete',
    machines: websWith({ TTL_MS: String(ms) }),
  };
}

const sweep: Experiment = {
  id: 'ttl-sweep',
  claims: ['cache-10'],
  title: 'Short, middling, long',
  scenario: {
    until: 6000,
    timeline: [
      ...spell('reads', 100, 5500, 120, [{ path: '/item/{int:1-10}', label: 'item' }]),
      ...spell('changes', 110, 5500, 8, [{ ...CHANGE, path: '/item/{int:1-10}' }]),
    ],
  },
  variants: [lasting('short', 50), lasting('middle', 500), lasting('long', 5000)],
  measure: ({ short, middle, long }) => {
    const share = (run: JournalView) => round(stale(run, 0) / run.count({ label: 'item' }), 3);
    const asked = (run: JournalView) => queries(run, /^\/items\//);
    return {
      hitShort: hitRatio(short!, 0),
      hitMiddle: hitRatio(middle!, 0),
      hitLong: hitRatio(long!, 0),
      staleShort: share(short!),
      staleMiddle: share(middle!),
      staleLong: share(long!),
      queriesShort: asked(short!),
      queriesLong: asked(long!),
    };
  },
  passes: (v) =>
    v.hitShort! < v.hitMiddle! &&
    v.hitMiddle! < v.hitLong! &&
    v.staleShort! < v.staleMiddle! &&
    v.staleMiddle! < v.staleLong! &&
    v.queriesShort! >= 5 * v.queriesLong!,
  condition:
    'hit ratio and old answers both rise with the TTL; 50 ms makes at least 5 times the queries of 5 s',
  reading: (v) => ({
    label: 'old answers, TTL 50 ms to 5 s',
    value: `${percent(v.staleShort!)} to ${percent(v.staleLong!)}`,
    detail: `And the hit ratio from ${percent(v.hitShort!)} to ${percent(v.hitLong!)}. 500 ms: ${percent(v.staleMiddle!)} old, ${percent(v.hitMiddle!)} hits.`,
  }),
};

const RACES = 50;

const race: Experiment = {
  id: 'late-fill',
  claims: ['cache-11'],
  title: 'A slow reader and a quick writer',
  scenario: {
    until: 4500,
    timeline: [
      ...spell('reads', 100, RACES * 40, 25, [{ path: '/item/9{n}', label: 'first' }]),
      ...spell(
        'writes',
        110,
        RACES * 40,
        25,
        [{ ...CHANGE, path: '/item/9{n}' }],
        [WEBS[2]!, WEBS[3]!, WEBS[0]!, WEBS[1]!],
      ),
      ...spell('audit', 3000, RACES * 20, 50, [{ path: '/item/9{n}', label: 'item' }]),
    ],
  },
  variants: [
    { id: 'blind', label: 'removed on change, set blindly' },
    { id: 'lease', label: 'set with a lease', overlay: LEASE },
  ],
  measure: ({ blind, lease }) => ({
    races: blind!.count({ label: 'change', outcome: 'ok' }),
    blind: stale(blind!, 3000),
    lease: stale(lease!, 3000),
  }),
  passes: (v) => v.races === RACES && v.blind! >= 20 && v.lease === 0,
  condition:
    '50 changes, each under a slow read: at least 20 old rows stay with blind sets, none with leases',
  reading: (v) => ({
    label: `old rows left in the cache by ${v.races} changes`,
    value: `${v.blind} → ${v.lease}`,
    detail: 'A reader asks the database, the row is changed and its key removed, the reader fills.',
  }),
};

const KEYS = 30;

/** Removals sent by web-4 get lost. A paused link is a silence: web-4 gives up after 150 ms. */
const lostRemovals: Experiment = {
  id: 'lost-removals',
  claims: ['cache-12'],
  title: 'The removal gets lost',
  scenario: {
    until: 5500,
    timeline: [
      ...spell(
        'warm',
        100,
        KEYS * 20,
        50,
        [{ path: '/item/{n}', label: 'first' }],
        WEBS.slice(0, 3),
      ),
      {
        at: 1200,
        action: {
          kind: 'link-fault',
          id: 'cut',
          from: 'web-4',
          to: 'cache',
          fault: { partition: true },
        },
      },
      ...spell('changes', 1300, KEYS * 20, 50, [{ ...CHANGE, path: '/item/{n}' }], ['web-4']),
      ...spell(
        'audit',
        4000,
        KEYS * 20,
        50,
        [{ path: '/item/{n}', label: 'item' }],
        WEBS.slice(0, 3),
      ),
    ],
  },
  variants: [
    { id: 'alone', label: 'removal on change, TTL of a minute' },
    { id: 'both', label: 'removal on change, TTL of 2 s', machines: websWith({ TTL_MS: '2000' }) },
  ],
  measure: ({ alone, both }) => ({
    changes: alone!.count({ label: 'change', outcome: 'ok' }),
    alone: stale(alone!, 4000),
    both: stale(both!, 4000),
  }),
  passes: (v) => v.changes === KEYS && v.alone! >= 5 && v.both === 0,
  condition:
    '30 changes whose removals are lost: at least 5 old rows without a short TTL, none with it',
  reading: (v) => ({
    label: 'old rows after 30 lost removals',
    value: `${v.alone} → ${v.both}`,
    detail: 'Entries kept for a minute, then for 2 s. Read again more than 2 s after the change.',
  }),
};

export const freshness: readonly Experiment[] = [ttl, sweep, race, lostRemovals];
