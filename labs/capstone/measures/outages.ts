/** What stays down, and what goes down together. Claims 05 and 06. */
import type { Experiment, LabMachine } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { triesPerQuery } from '../drills/queries.ts';
import { blink, shop } from '../loads.ts';
import { failures, MENDED, percent, round, websWith } from './parts.ts';

const BLINK = 1000;
const BACK = 1500;
/** A second after the cache is back: time for the queries that waited. */
const LATER = BACK + 1000;
const LAST = 4500;

function lateShare(journal: JournalView): number {
  const span = { since: LATER, until: LAST };
  return round(failures(journal, 'rare', span) / journal.count({ label: 'rare', ...span }), 3);
}

const stays: Experiment = {
  id: 'blink',
  claims: ['capstone-06'],
  title: 'The cache is silent for half a second',
  scenario: {
    until: LAST + 1300,
    timeline: [...shop(100, LAST - 100, 40, 6), ...blink(BLINK, BACK - BLINK)],
  },
  variants: [
    { id: 'five', label: 'four more tries' },
    { id: 'one', label: 'one try', machines: websWith({ TRIES: '1' }) },
    { id: 'mended', label: 'budget, breaker, limit', overlay: MENDED },
  ],
  measure: ({ five, one, mended }) => {
    const span = { since: LATER, until: LAST };
    const during = { since: BLINK, until: BACK };
    const asked = five!.count({ label: 'rare', ...span });
    return {
      five: lateShare(five!),
      one: lateShare(one!),
      mended: lateShare(mended!),
      asked,
      tries: round(triesPerQuery(five!, span), 1),
      triesMended: round(triesPerQuery(mended!), 2),
      duringFive: five!.count({ ...during, outcome: 'ok' }),
      duringMended: mended!.count({ ...during, outcome: 'ok' }),
      duringAsked: five!.count(during),
    };
  },
  passes: (v) => v.five! >= 0.5 && v.one! <= 0.05 && v.mended! <= 0.05,
  condition:
    'pages that need the database, asked for from 1 s after the cache is back: with four more tries at least half fail; with one try, and with a budget, at most 5%',
  reading: (v) => ({
    label: 'pages from the database that fail, 1 s after the cache is back',
    value: percent(v.five!),
    detail: `With four more tries. With one try: ${percent(v.one!)}; with a budget, breaker and limit: ${percent(v.mended!)}.`,
  }),
};

const FAIL = '0.05';

function tier(id: string, row: number, env: Record<string, string>): LabMachine {
  return {
    id,
    role: 'web',
    at: { col: 0, row },
    does: 'A part that may fail, for this experiment.',
    entry: 'capstone/services/tier.ts',
    env,
  };
}

const chain = ['tier-1', 'tier-2', 'tier-3', 'tier-4', 'tier-5'];

const tiers: readonly LabMachine[] = [
  ...chain.map((id, n) => tier(id, n + 2, { FAIL, NEXT: chain[n + 1] ?? '' })),
  tier('pair', 7, { NEXT: 'twin-1,twin-2' }),
  tier('twin-1', 8, { FAIL }),
  tier('twin-2', 9, { FAIL }),
  tier('switch', 10, { FAIL, NEXT: 'twin-3,twin-4' }),
  tier('twin-3', 11, {}),
  tier('twin-4', 12, {}),
];

const KINDS = { series: 'tier-1', pair: 'pair', shared: 'switch' } as const;

const arithmetic: Experiment = {
  id: 'series-parallel',
  claims: ['capstone-05'],
  title: 'Parts that answer 95% of requests',
  adds: {
    machines: tiers,
    links: [
      ...Object.values(KINDS).map((to) => ({ from: 'clients', to })),
      ...tiers.flatMap(({ id, env }) =>
        (env?.NEXT ?? '').split(',').flatMap((to) => (to === '' ? [] : [{ from: id, to }])),
      ),
    ],
  },
  scenario: {
    until: 5400,
    timeline: Object.entries(KINDS).flatMap(([id, to]) => [
      {
        at: 100,
        action: {
          kind: 'load' as const,
          id,
          profile: { to, rate: 60, arrivals: 'even' as const, flows: [{ steps: [{ path: '/' }] }] },
        },
      },
      { at: 5100, action: { kind: 'load' as const, id, profile: null } },
    ]),
  },
  variants: [
    { id: 'all', label: 'in a row, in a pair, behind one switch', overlay: 'experiments/tiers' },
  ],
  measure: ({ all }) => {
    const good = (load: string) =>
      round(all!.count({ load, outcome: 'ok' }) / all!.count({ load }), 3);
    return {
      series: good('series'),
      pair: good('pair'),
      shared: good('shared'),
      asked: all!.count({ load: 'series' }),
    };
  },
  passes: (v) =>
    v.series! >= 0.73 &&
    v.series! <= 0.82 &&
    v.pair! >= 0.99 &&
    v.shared! <= 0.97 &&
    v.shared! >= 0.92,
  condition:
    'five in a row: 73% to 82% answered; a pair: at least 99%; a pair behind one part: at most 97%',
  reading: (v) => ({
    label: 'answered, five parts of 95% in a row',
    value: percent(v.series!),
    detail: `Two that stand in for each other: ${round(v.pair! * 100, 1)}%. The same two behind one switch of 95%: ${round(v.shared! * 100, 1)}%.`,
  }),
};

export const outages: readonly Experiment[] = [stays, arithmetic];
