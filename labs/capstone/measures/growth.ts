/** Where the next machine helps. Claims 11 and 12. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { popular, rare, ROWS, WEBS } from '../loads.ts';
import { each, occupied, peakCpu, percent, round, visitors, websWith } from './parts.ts';

/** How busy the busiest machine of each tier was. */
function busiest(journal: JournalView, since: number, until: number) {
  const most = (ids: readonly string[], of: typeof occupied) =>
    Math.max(...ids.map((id) => of(journal, id, since, until)));
  return { rows: most(ROWS, occupied), web: most(WEBS, peakCpu), lb: most(LBS, peakCpu) };
}

const LBS = ['lb-1', 'lb-2'];
const BEGIN = 1000;
const END = 3500;

/** Answers in the window, each counted where it ended. */
function answered(journal: JournalView): number {
  return journal
    .requests({ outcome: 'ok' })
    .filter(({ end = Infinity }) => end >= BEGIN && end < END).length;
}

const buyOne: Experiment = {
  id: 'buy-one',
  claims: ['capstone-11'],
  title: 'One thing twice as large, four times over',
  scenario: {
    until: END + 100,
    timeline: visitors('users', 100, END - 100, {
      rate: undefined,
      arrivals: undefined,
      users: 14,
      timeoutMs: 3000,
      flows: [{ steps: [rare] }],
    }),
    machines: websWith({ TRIES: '1', PATIENCE: '3000' }),
  },
  variants: [
    { id: 'base', label: 'as it is' },
    { id: 'web', label: 'web servers twice as large', machines: each(WEBS, { cores: 4 }) },
    {
      id: 'lb',
      label: 'balancers twice as large',
      machines: each(LBS, { cores: 2 }),
    },
    {
      id: 'cache',
      label: 'a cache twice as large',
      machines: { cache: { env: { CAPACITY: '120' } } },
    },
    { id: 'rows', label: 'databases twice as large', machines: each(ROWS, { cores: 2 }) },
  ],
  measure: (journals) => {
    const base = answered(journals.base!);
    const busy = busiest(journals.base!, BEGIN, END);
    const gain = (id: string) => round(answered(journals[id]!) / base, 2);
    return {
      base,
      web: gain('web'),
      lb: gain('lb'),
      cache: gain('cache'),
      rows: gain('rows'),
      busyRows: busy.rows,
      busyWeb: busy.web,
    };
  },
  passes: (v) =>
    v.rows! >= 1.7 &&
    Math.max(v.web!, v.lb!, v.cache!) <= 1.15 &&
    v.busyRows! >= 0.8 &&
    v.busyWeb! <= 0.3,
  condition:
    'twice the busiest part: at least 1.7 times the throughput; twice any other: at most 1.15 times',
  rows: [
    { label: 'pages answered', values: { base: 'base' } },
    {
      label: 'throughput, times as much',
      values: { web: 'web', lb: 'lb', cache: 'cache', rows: 'rows' },
    },
  ],
  reading: (v) => ({
    label: 'throughput, the databases doubled',
    value: `× ${v.rows}`,
    detail: `They were ${percent(v.busyRows!)} busy. Web servers (${percent(v.busyWeb!)} busy) doubled: × ${v.web}; balancers × ${v.lb}; cache × ${v.cache}.`,
  }),
};

const FROM = 700;
const TO = 1700;

const growing = (rate: number, rareRate: number) => [
  ...visitors('popular', 100, TO - 100, { rate: rate - rareRate, flows: [{ steps: [popular] }] }),
  ...visitors('rare', 110, TO - 100, { rate: rareRate, flows: [{ steps: [rare] }] }),
];

const tenfold: Experiment = {
  id: 'ten-and-hundred',
  claims: ['capstone-12'],
  title: 'Two requests a second, then 20, then 200',
  scenario: {
    until: TO + 1000,
    // Small web servers, so that 200 requests a second are many.
    machines: each(WEBS, { cores: 1, cpuSpeed: 0.2, env: { TRIES: '1' } }),
    timeline: [],
  },
  variants: [
    {
      id: 'x1',
      label: '×1, no cache',
      machines: websWith({ CACHE: 'off' }),
      timeline: growing(2, 1),
    },
    {
      id: 'x10',
      label: '×10, no cache',
      machines: websWith({ CACHE: 'off' }),
      timeline: growing(20, 2),
    },
    { id: 'x10cache', label: '×10, with the cache', timeline: growing(20, 2) },
    { id: 'x100cache', label: '×100, with the cache', timeline: growing(200, 4) },
  ],
  measure: (journals) => {
    const values: Record<string, number> = {};
    for (const [id, journal] of Object.entries(journals)) {
      const { rows, web, lb } = busiest(journal, FROM, TO);
      Object.assign(values, { [`${id}Rows`]: rows, [`${id}Web`]: web, [`${id}Lb`]: lb });
    }
    return values;
  },
  passes: (v) =>
    v.x1Rows! < 0.5 &&
    v.x10Rows! >= 0.85 &&
    v.x10cacheRows! <= 0.5 &&
    v.x100cacheWeb! >= 0.85 &&
    v.x100cacheRows! < v.x100cacheWeb!,
  condition:
    '×10 saturates the rows, which the cache relieves; ×100 then saturates the web servers',
  reading: (v) => ({
    label: 'busiest at ×10, then at ×100',
    value: 'rows, then web',
    detail: `×10 without a cache: rows ${percent(v.x10Rows!)} busy, web ${percent(v.x10Web!)}. With the cache: rows ${percent(v.x10cacheRows!)}. ×100: web ${percent(v.x100cacheWeb!)}, rows ${percent(v.x100cacheRows!)}.`,
  }),
};

export const growth: readonly Experiment[] = [buyOne, tenfold];
