/** Near and far. Claims 1, 2, 4, 6 and 7. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { Experiment, LabMachine } from '../../../src/lab/manifest.ts';
import { CITIES, DIRECT, EDGES, everywhere, spell } from '../loads.ts';
import { fetches, percent, round } from './parts.ts';

const PHOTOS = 6;
const ROUNDS = 10;
/** The same six photos, ten times over. */
const sixPhotos = Array.from({ length: PHOTOS }, (_, index) => ({ path: `/photo/${index + 1}` }));

const p50 = (journal: JournalView, city: string, to: string): number =>
  round(journal.percentile(0.5, { load: `photos-${city}`, to }));

const nearAndFar: Experiment = {
  id: 'near-and-far',
  claims: ['cdn-01', 'cdn-02', 'cdn-06'],
  title: 'Six photos, ten times, from three cities',
  adds: { machines: [], links: DIRECT },
  scenario: { until: 8000, timeline: [] },
  variants: [
    {
      id: 'direct',
      label: 'from the origin',
      timeline: CITIES.flatMap(({ id }) =>
        spell(`photos-${id}`, 100, ROUNDS * 500, { from: id, to: 'origin', rate: 2 }, sixPhotos),
      ),
    },
    {
      id: 'edge',
      label: 'from the edge of the city',
      timeline: everywhere('photos', 100, ROUNDS * 500, 2, () => sixPhotos),
    },
  ],
  measure: ({ direct, edge }) => ({
    ...Object.fromEntries(
      CITIES.flatMap((city) => [
        [`${city.id}Direct`, p50(direct!, city.id, 'origin')],
        [`${city.id}Edge`, p50(edge!, city.id, city.edge)],
      ]),
    ),
    edges: new Set(edge!.requests({ outcome: 'ok' }).map(({ to }) => to)).size,
    strangers: edge!
      .requests()
      .filter(({ from, to }) => CITIES.find(({ id }) => id === from)?.edge !== to).length,
    requests: edge!.requests().length,
    fetches: fetches(edge!),
    fetchesDirect: fetches(direct!),
  }),
  passes: (v) =>
    v.edges === 3 &&
    v.strangers === 0 &&
    v.fetches === PHOTOS * EDGES.length &&
    v.fetchesDirect! === v.requests! &&
    v.frankfurtEdge! <= 0.35 * v.frankfurtDirect! &&
    v.ohioEdge! <= 0.35 * v.ohioDirect!,
  condition:
    'three edges answered, each its own city; median at most 0.35 of that from the origin in Frankfurt and Ohio; 18 fetches for 6 photos at 3 edges',
  reading: (v) => ({
    label: 'median in Ohio, a photo',
    value: `${v.ohioDirect} → ${v.ohioEdge}`,
    unit: 'ms',
    detail: `From the origin in Mumbai, then from the edge. Frankfurt: ${v.frankfurtDirect} and ${v.frankfurtEdge} ms. ${v.requests} requests cost the origin ${v.fetches} fetches.`,
  }),
};

/** From Frankfurt, the path to its own edge is congested. */
const congested: Experiment = {
  id: 'nearest-is-slow',
  claims: ['cdn-04'],
  title: 'The nearest edge lies behind a congested path',
  adds: { machines: [], links: [{ from: 'frankfurt', to: 'edge-us', latencyMs: 45 }] },
  scenario: {
    until: 4000,
    timeline: [
      {
        at: 50,
        action: {
          kind: 'link-fault',
          id: 'congested',
          from: 'frankfurt',
          to: 'edge-eu',
          fault: { latencyMs: 90, jitterMs: 20 },
        },
      },
    ],
  },
  variants: [
    {
      id: 'distance',
      label: 'the nearest',
      timeline: spell('photos', 500, 2800, { from: 'frankfurt', to: 'edge-eu', rate: 10 }, [
        { path: '/photo/1' },
      ]),
    },
    {
      id: 'measured',
      label: 'the quickest, as measured',
      timeline: spell('photos', 500, 2800, { from: 'frankfurt', to: 'edge-us', rate: 10 }, [
        { path: '/photo/1' },
      ]),
    },
  ],
  measure: ({ distance, measured }) => {
    const near = round(distance!.percentile(0.5));
    const far = round(measured!.percentile(0.5));
    return { near, far, ratio: round(near / far, 2) };
  },
  passes: (v) => v.ratio! >= 1.8,
  condition:
    'median at the nearest edge at least 1.8 times that at the one with the shortest round trip',
  rows: [{ label: 'median in Frankfurt, ms', values: { distance: 'near', measured: 'far' } }],
  reading: (v) => ({
    label: 'median in Frankfurt, by two choices of edge',
    value: `${v.near} vs ${v.far}`,
    unit: 'ms',
    detail: 'The nearest edge, behind a congested path, and one across the Atlantic.',
  }),
};

const shield: LabMachine = {
  id: 'shield',
  role: 'edge',
  at: { col: 2, row: 2 },
  does: 'An edge behind the edges. All of them ask it, and it alone asks the origin.',
  entry: 'cdn/services/edge.ts',
  cores: 4,
  env: { UPSTREAM: 'http://origin:8080' },
};
const ASSETS = 12;

const offload: Experiment = {
  id: 'offload',
  claims: ['cdn-07'],
  title: 'What the origin still hears, with and without a shield',
  adds: {
    machines: [shield],
    links: [
      ...CITIES.map(({ edge, far }) => ({ from: edge, to: 'shield', latencyMs: far })),
      { from: 'shield', to: 'origin', latencyMs: 1 },
    ],
  },
  scenario: {
    until: 7000,
    timeline: everywhere('photos', 100, 6000, 25, () => [{ path: `/photo/{int:1-${ASSETS}}` }]),
  },
  variants: [
    { id: 'plain', label: 'three edges' },
    {
      id: 'shield',
      label: 'a shield behind them',
      machines: Object.fromEntries(
        EDGES.map((id) => [id, { env: { UPSTREAM: 'http://shield:8080' } }]),
      ),
    },
  ],
  measure: ({ plain, shield: shielded }) => ({
    requests: plain!.requests().length,
    plain: fetches(plain!),
    shielded: fetches(shielded!),
    ratio: round(fetches(plain!) / plain!.requests().length, 3),
    failed: plain!.requests().length - plain!.count({ outcome: 'ok' }),
  }),
  passes: (v) =>
    v.ratio! <= 0.1 && v.plain === ASSETS * EDGES.length && v.shielded === ASSETS && v.failed === 0,
  condition:
    'at most a tenth of the requests reach the origin: 36 for 12 photos at three edges, 12 with a shield',
  rows: [
    { label: 'requests that reach the origin', values: { plain: 'plain', shield: 'shielded' } },
  ],
  reading: (v) => ({
    label: 'requests that reach the origin',
    value: `${v.requests} → ${v.plain}`,
    detail: `Share that gets through: ${percent(v.ratio!)}. With a shield behind the edges: ${v.shielded}, one for each photo.`,
  }),
};

export const distance: readonly Experiment[] = [nearAndFar, congested, offload];
