/** What a cache saves, and what that hangs on. Claims 01, 04, 05, 13, 14 and 21. */
import type { Experiment, Variant } from '../../../src/lab/manifest.ts';
import type { LoadFlow } from '../../../src/engine/contract.ts';
import { spell, WEBS } from '../loads.ts';
import { hitRatio, percent, queries, round, zipf } from './parts.ts';

const ITEMS = /^\/items\//;

const onAndOff: Experiment = {
  id: 'on-and-off',
  claims: ['cache-01', 'cache-05'],
  title: '50 pages, 10 times each',
  scenario: {
    until: 6000,
    timeline: Array.from({ length: 10 }, (_, n) =>
      spell(`round-${n}`, 100 + n * 550, 500, 100, [{ path: '/item/{n}', label: 'item' }]),
    ).flat(),
  },
  variants: [
    { id: 'off', label: 'no cache', overlay: 'experiments/off' },
    { id: 'on', label: 'cache-aside' },
  ],
  measure: ({ off, on }) => ({
    asked: on!.count({ label: 'item' }),
    off: queries(off!, ITEMS),
    on: queries(on!, ITEMS),
    fills: on!.hops({ to: 'cache', method: 'PUT' }).length,
    p50Off: round(off!.percentile(0.5, { label: 'item' }), 1),
    p50On: round(on!.percentile(0.5, { label: 'item' }), 1),
  }),
  passes: (v) =>
    v.off === v.asked && v.on === v.asked! / 10 && v.fills === v.on && v.p50On! <= 0.5 * v.p50Off!,
  condition:
    'off: a query for each of 500 requests; on: one query and one fill for each of 50 pages, median at most half',
  reading: (v) => ({
    label: 'queries for 500 page views',
    value: `${v.off} → ${v.on}`,
    detail: `50 different pages. Median ${v.p50Off} ms without the cache, ${v.p50On} ms with it.`,
  }),
};

/** Requests count from here on, when the cache has filled. */
const WARM = 5000;
const UNTIL = 9500;
const RATE = 200;
const KEYS = 300;

function sweep(id: string, label: string, skew: number, capacity: number): Variant {
  return {
    id,
    label,
    machines: { cache: { env: { CAPACITY: String(capacity) } } },
    timeline: [visits(zipf(KEYS, skew))],
  };
}

function visits(flows: readonly LoadFlow[]) {
  return {
    at: 100,
    action: { kind: 'load', id: 'visits', profile: { to: WEBS, rate: RATE, flows } },
  } as const;
}

const skewAndSize: Experiment = {
  id: 'skew-and-size',
  claims: ['cache-04'],
  title: 'What decides the hit ratio',
  scenario: { until: UNTIL, machines: { db: { cores: 16 } }, timeline: [] },
  variants: [
    sweep('even', 'all equally popular, room for 10%', 0, 30),
    sweep('zipf', 'Zipf 1.0, room for 10%', 1, 30),
    sweep('zipf40', 'Zipf 1.0, room for 40%', 1, 120),
    sweep('steep', 'Zipf 1.3, room for 10%', 1.3, 30),
  ],
  measure: (journals) =>
    Object.fromEntries(Object.entries(journals).map(([id, run]) => [id, hitRatio(run, WARM)])),
  passes: (v) =>
    v.even! <= 0.15 &&
    v.zipf! >= 3 * v.even! &&
    v.zipf! < 0.8 &&
    v.zipf40! >= 0.65 &&
    v.steep! >= 0.6,
  condition:
    'room for 10%: at most 0.15 if all are equally popular, three times that and below 0.8 at Zipf 1.0, at least 0.6 at Zipf 1.3; room for 40% at Zipf 1.0: at least 0.65',
  reading: (v) => ({
    label: 'hit ratio, a cache with room for 10% of 300 items',
    value: `${percent(v.even!)} to ${percent(v.steep!)}`,
    detail: `All equally popular, then Zipf 1.3. Zipf 1.0: ${percent(v.zipf!)}, and ${percent(v.zipf40!)} with room for 40%.`,
  }),
};

/** Reads and writes of the same kind of key, with `writes` of 100 a change. */
function mixed(id: string, label: string, writes: number): Variant {
  const key = '/item/{id=int:1-20}';
  return {
    id,
    label,
    timeline: [
      visits([
        { weight: 100 - writes, steps: [{ path: key, label: 'item' }] },
        { weight: writes, steps: [{ method: 'PUT', path: key, label: 'change' }] },
      ]),
    ],
  };
}

const writeShare: Experiment = {
  id: 'write-share',
  claims: ['cache-13'],
  title: 'How much change a cache can take',
  scenario: { until: 5000, machines: { db: { cores: 16 } }, timeline: [] },
  variants: [mixed('rare', '1 of 100 changes', 1), mixed('half', '50 of 100 change', 50)],
  measure: ({ rare, half }) => ({ rare: hitRatio(rare!, 1500), half: hitRatio(half!, 1500) }),
  passes: (v) => v.rare! >= 0.9 && v.half! <= 0.6,
  condition: '1% writes: hit ratio at least 0.9; 50% writes: at most 0.6',
  reading: (v) => ({
    label: 'hit ratio, half of all requests are changes',
    value: percent(v.half!),
    detail: `20 items, a key is removed with every change. At one change in 100: ${percent(v.rare!)}.`,
  }),
};

const ratioIsFolklore: Experiment = {
  id: 'ten-to-one',
  claims: ['cache-21'],
  title: 'Three reads a write, or fifty',
  scenario: { until: UNTIL, machines: { db: { cores: 16 } }, timeline: [] },
  variants: [
    {
      id: 'skewed',
      label: '3 reads a write, readers flock',
      machines: { cache: { env: { CAPACITY: '100' } } },
      timeline: [
        visits([
          { weight: 1, steps: [{ method: 'PUT', path: '/item/{int:1-300}', label: 'change' }] },
          ...zipf(300, 1.3).map(({ weight = 1, steps }) => ({ weight: weight * 0.95, steps })),
        ]),
      ],
    },
    {
      id: 'unique',
      label: '50 reads a write, everybody reads something else',
      machines: { cache: { env: { CAPACITY: '100' } } },
      timeline: [
        visits([
          { weight: 50, steps: [{ path: '/item/{int:1-1000}', label: 'item' }] },
          { weight: 1, steps: [{ method: 'PUT', path: '/item/{int:1-1000}', label: 'change' }] },
        ]),
      ],
    },
  ],
  measure: ({ skewed, unique }) => ({
    skewed: hitRatio(skewed!, WARM),
    unique: hitRatio(unique!, WARM),
    readsPerWrite: round(skewed!.count({ method: 'GET' }) / skewed!.count({ method: 'PUT' }), 1),
  }),
  passes: (v) => v.skewed! >= 0.5 && v.unique! <= 0.25 && v.readsPerWrite! < 5,
  condition:
    'fewer than 5 reads a write with skew: hit ratio at least 0.5; 50 a write without: at most 0.25',
  reading: (v) => ({
    label: 'hit ratio at 50 reads a write',
    value: percent(v.unique!),
    detail: `Everybody reads something else. At ${v.readsPerWrite} reads a write, with readers who flock: ${percent(v.skewed!)}.`,
  }),
};

export const hits: readonly Experiment[] = [onAndOff, skewAndSize, writeShare, ratioIsFolklore];
