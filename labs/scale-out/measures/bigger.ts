/** One machine, and larger ones. Claims 01 and 02. */
import type { Experiment, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { arrivals, visitors } from '../loads.ts';
import { pagesPerSecond } from '../reading.ts';
import { percent, POOLED, QUICK_DB, round, servers, visits } from './parts.ts';

const UNTIL = 4000;
const SPAN = { since: 1000, until: 3500 };

function speed(journal: JournalView | undefined): number {
  return round(pagesPerSecond(journal!, SPAN), 1);
}

function sized(id: string, label: string, cores: number, render: string): Variant {
  return {
    id,
    label,
    overlay: POOLED,
    machines: { ...QUICK_DB, ...servers(1, { RENDER: render, POOL_SIZE: '8' }, { cores }) },
  };
}

const threads: Experiment = {
  id: 'threads',
  claims: ['scale-out-01'],
  title: 'One core, then four',
  scenario: {
    until: UNTIL,
    timeline: visits(visitors(20, { to: 'web-1', thinkMs: 0 }), SPAN.until),
  },
  variants: [
    sized('single1', 'one thread, 1 core', 1, 'main-thread'),
    sized('single4', 'one thread, 4 cores', 4, 'main-thread'),
    sized('spread1', 'spread, 1 core', 1, 'any-core'),
    sized('spread4', 'spread, 4 cores', 4, 'any-core'),
  ],
  measure: ({ single1, single4, spread1, spread4 }) => ({
    single1: speed(single1),
    single4: speed(single4),
    spread1: speed(spread1),
    spread4: speed(spread4),
    singleRatio: round(speed(single4) / speed(single1), 2),
    spreadRatio: round(speed(spread4) / speed(spread1), 2),
  }),
  passes: (v) => v.singleRatio! <= 1.2 && v.spreadRatio! >= 3,
  condition:
    'from 1 core to 4: on one thread at most 1.2 times the pages; spread over the cores at least 3 times',
  rows: [
    {
      label: 'pages per second',
      values: { single1: 'single1', single4: 'single4', spread1: 'spread1', spread4: 'spread4' },
    },
  ],
  reading: (v) => ({
    label: 'pages per second on four cores, as a multiple of one core',
    value: `${v.singleRatio} → ${v.spreadRatio}`,
    unit: 'times',
    detail: 'The same program on one thread, then with its work spread over all cores.',
  }),
};

/** Speeds of one core; the largest renders 100 pages a second. */
const CATALOGUE = [
  { id: 's', label: 'S', cpuSpeed: 0.25 },
  { id: 'm', label: 'M', cpuSpeed: 0.5 },
  { id: 'l', label: 'L', cpuSpeed: 1 },
  { id: 'xl', label: 'XL', cpuSpeed: 2 },
];
/** Pages/s: twice what the largest can do. */
const OFFERED = 200;

function turnedAway(journal: JournalView | undefined): number {
  return round(journal!.failedShare({ ...SPAN, load: 'pages' }), 3);
}

const sizes: Experiment = {
  id: 'sizes',
  claims: ['scale-out-02'],
  title: 'Up the catalogue to its end',
  scenario: {
    until: UNTIL + 1000,
    timeline: visits(arrivals(OFFERED, { to: 'web-1' }), SPAN.until),
  },
  variants: CATALOGUE.map(({ id, label, cpuSpeed }) => ({
    id,
    label,
    overlay: POOLED,
    machines: { ...QUICK_DB, ...servers(1, { LIMIT: '16', POOL_SIZE: '8' }, { cpuSpeed }) },
  })),
  measure: (runs) => Object.fromEntries(CATALOGUE.map(({ id }) => [id, turnedAway(runs[id])])),
  passes: (v) => v.s! > v.m! && v.m! > v.l! && v.l! > v.xl! && v.xl! > 0.3,
  condition:
    'offered twice what the largest size can do: the share turned away falls from size to size, and is above 30% at the last',
  reading: (v) => ({
    label: 'turned away by the largest machine there is',
    value: percent(v.xl!),
    detail: `Sizes S, M, L and XL: ${[v.s, v.m, v.l, v.xl].map((share) => percent(share!)).join(', ')}. Offered: twice what XL can do.`,
  }),
};

export const bigger: readonly Experiment[] = [threads, sizes];
