/** A machine for the database alone: what it changes. Claims 01 to 05. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { anybody, moving } from '../loads.ts';
import { database, load, page, percent, round } from './parts.ts';

/** Transfers that came back in the five seconds that were measured, per second. */
function throughput(journal: JournalView): number {
  const span = { load: 'orders', outcome: 'ok' } as const;
  const within = journal.requests(span).filter(({ end = 0 }) => end >= 1000 && end < 6000);
  return round(within.length / 5, 1);
}

const oneSide: Experiment = {
  id: 'one-side-at-a-time',
  claims: ['database-01'],
  title: 'Twice the web tier, then twice the database',
  scenario: {
    until: 6500,
    machines: { transfer: { env: { WORK_MS: '20' } } },
    timeline: load('orders', [100, 6000], { users: 24, flows: anybody }),
  },
  variants: [
    { id: 'base', label: 'as given', machines: { transfer: { cores: 1 }, db: { cores: 1 } } },
    { id: 'web', label: 'web ×2', machines: { transfer: { cores: 2 }, db: { cores: 1 } } },
    { id: 'db', label: 'db ×2', machines: { transfer: { cores: 1 }, db: { cores: 2 } } },
  ],
  measure: ({ base, web, db }) => ({
    base: throughput(base!),
    web: round(throughput(web!) / throughput(base!), 2),
    db: round(throughput(db!) / throughput(base!), 2),
  }),
  passes: (v) => v.web! >= 1.6 && v.db! <= 1.15,
  condition:
    'while the web tier is the limit, throughput with web ×2 at least 1.6, db ×2 at most 1.15',
  rows: [
    { label: 'transfers/s', values: { base: 'base' } },
    { label: 'throughput, times as much', values: { web: 'web', db: 'db' } },
  ],
  reading: (v) => ({
    label: 'throughput, web tier doubled',
    value: `×${v.web}`,
    detail: `Database doubled: ×${v.db}. The web tier was the limit, at ${v.base} transfers/s.`,
  }),
};

/** The share of a request's time that was not spent waiting for the database. */
function atHome(journal: JournalView, path: RegExp): number {
  const shares = journal.requests({ path, outcome: 'ok' }).map((request) => {
    const hops = journal.trace(request.trace ?? '').filter((hop) => hop.to === 'db');
    const away = hops.reduce((sum, hop) => sum + (hop.ms ?? 0), 0);
    return 1 - away / ((request.answered ?? 0) - (request.arrived ?? 0));
  });
  return round(shares.reduce((sum, share) => sum + share, 0) / shares.length, 2);
}

const whereTimeGoes: Experiment = {
  id: 'where-time-goes',
  claims: ['database-02'],
  title: 'Two pages of one server',
  scenario: {
    until: 4500,
    timeline: load('pages', [100, 4000], {
      rate: 8,
      arrivals: 'even',
      flows: [page('/feed/{int:1-200}'), page('/report/{int:1-200}')],
    }),
  },
  variants: [{ id: 'both', label: 'feed and report', overlay: 'experiments/shapes' }],
  measure: ({ both }) => ({ feed: atHome(both!, /feed/), report: atHome(both!, /report/) }),
  passes: (v) => v.feed! <= 0.3 && v.report! >= 0.7,
  condition: 'share of the time in the web tier: a feed at most 0.3, a report at least 0.7',
  reading: (v) => ({
    label: 'time spent in the web tier, feed and report',
    value: `${percent(v.feed!)} and ${percent(v.report!)}`,
    detail: 'Same server, same database. A feed of 20 look-ups, and a report of much formatting.',
  }),
};

/** Pages found in memory once the buffer is warm. */
function buffered(journal: JournalView) {
  const warm = journal.requests({ load: 'pages', since: 3000, outcome: 'ok' });
  const hits = warm.filter((request) => (request.answer ?? '').includes('"hit":true')).length;
  return {
    hit: round(hits / warm.length, 2),
    reads: warm.length - hits,
    p95: round(journal.percentile(0.95, { load: 'pages', since: 3000 })),
  };
}

const pageBuffer: Experiment = {
  id: 'page-buffer',
  claims: ['database-03'],
  title: 'What is asked for fits in memory, or does not',
  scenario: {
    until: 8500,
    timeline: load('pages', [100, 8000], { rate: 80, flows: [page('/page/{int:1-40}')] }),
  },
  variants: [
    { id: 'fits', label: '48 pages of memory', pages: '48' },
    { id: 'quarter', label: '10 pages of memory', pages: '10' },
  ].map(({ id, label, pages }) => ({
    id,
    label,
    overlay: 'experiments/shapes',
    machines: { db: { env: { BUFFER_PAGES: pages } } },
  })),
  measure: ({ fits, quarter }) => {
    const [all, some] = [buffered(fits!), buffered(quarter!)];
    return {
      hitFits: all.hit,
      hitQuarter: some.hit,
      readsFits: all.reads,
      readsQuarter: some.reads,
      p95Fits: all.p95,
      p95Quarter: some.p95,
    };
  },
  passes: (v) =>
    v.hitFits! >= 0.95 && v.hitQuarter! <= 0.75 && v.readsQuarter! >= 5 * Math.max(1, v.readsFits!),
  condition:
    'everything fits: hit ratio at least 0.95; a quarter fits: at most 0.75, and at least 5 times the disk reads',
  reading: (v) => ({
    label: 'reads from disk in 5 s, with memory for a quarter of the pages',
    value: String(v.readsQuarter),
    detail: `Found in memory: ${percent(v.hitQuarter!)}. With room for all 40 pages: ${percent(v.hitFits!)}.`,
  }),
};

const PEAK = 80;
const TROUGH = 4;

function alternating(to: string, first: number, second: number) {
  const flows = [moving('{int:1-1000}', '{int:1001-2000}')];
  return [
    ...load(`${to}-1`, [100, 3000], { to, rate: first, flows }),
    ...load(`${to}-2`, [3000, 6000], { to, rate: second, flows }),
  ];
}

const pools: Experiment = {
  id: 'one-pool-or-two',
  claims: ['database-04'],
  title: 'Two workloads whose peaks alternate',
  adds: {
    machines: [database('db-2', 2, { STATEMENT_MS: '10' })],
    links: [{ from: 'payroll', to: 'db-2' }],
  },
  scenario: {
    until: 7500,
    machines: { db: { env: { STATEMENT_MS: '10' } }, audit: { autostart: false } },
    timeline: [...alternating('transfer', PEAK, TROUGH), ...alternating('payroll', TROUGH, PEAK)],
  },
  variants: [
    { id: 'shared', label: 'one machine of four cores', machines: { db: { cores: 4 } } },
    {
      id: 'split',
      label: 'two machines of two cores',
      machines: {
        db: { cores: 2 },
        'db-2': { cores: 2 },
        payroll: { env: { DB_URL: 'http://db-2:8080' } },
      },
    },
  ],
  measure: ({ shared, split }) => ({
    shared: round(shared!.failedShare(), 2),
    split: round(split!.failedShare(), 2),
  }),
  passes: (v) => v.shared! <= 0.05 && v.split! >= 0.15,
  condition: 'same cores: one pool fails at most 5% of requests, two halves at least 15%',
  reading: (v) => ({
    label: 'failed, two halves instead of one pool',
    value: percent(v.split!),
    detail: `The same four cores in one machine: ${percent(v.shared!)}. The peaks of the two workloads alternate.`,
  }),
};

const spofs: Experiment = {
  id: 'two-that-can-die',
  claims: ['database-05'],
  title: 'First one tier dies, then the other',
  scenario: {
    until: 6500,
    timeline: [
      ...load('orders', [100, 6000], { rate: 30, arrivals: 'even', flows: anybody }),
      { at: 1500, action: { kind: 'kill', machine: 'transfer' } },
      { at: 2500, action: { kind: 'start', machine: 'transfer' } },
      { at: 4000, action: { kind: 'kill', machine: 'db' } },
      { at: 5000, action: { kind: 'start', machine: 'db' } },
    ],
  },
  variants: [{ id: 'start', label: 'as given' }],
  measure: ({ start }) => ({
    webDown: start!.count({ load: 'orders', outcome: 'ok', since: 1500, until: 2490 }),
    dbDown: start!.count({ load: 'orders', outcome: 'ok', since: 4000, until: 4900 }),
    okBetween: start!.count({ load: 'orders', outcome: 'ok', since: 2700, until: 3900 }),
  }),
  passes: (v) => v.webDown === 0 && v.dbDown === 0 && v.okBetween! >= 30,
  condition: 'web tier dead: 0% succeed; database dead: 0% succeed; with both up they do',
  reading: (v) => ({
    label: 'transfers that succeeded, web dead and database dead',
    value: `${v.webDown} and ${v.dbDown}`,
    detail: 'Two machines, and either takes everything with it.',
  }),
};

export const tiers: readonly Experiment[] = [oneSide, whereTimeGoes, pageBuffer, pools, spofs];
