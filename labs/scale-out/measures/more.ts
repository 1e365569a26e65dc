/** More machines, and what they share. Claims 05, 06 and 10. */
import type { Experiment, Variant } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { visitors } from '../loads.ts';
import { highest, isConnect, isRefusal, pagesPerSecond } from '../reading.ts';
import { percent, POOLED, QUICK_DB, round, servers, visits } from './parts.ts';

const UNTIL = 4500;
const SPAN = { since: 1500, until: 4500 };
/** Enough that nobody is ever without work. */
const CROWD = 120;

function speed(journal: JournalView | undefined): number {
  return round(pagesPerSecond(journal!, SPAN), 1);
}

const nothingShared: Experiment = {
  id: 'nothing-shared',
  claims: ['scale-out-05'],
  title: 'One, two and four servers that share nothing',
  scenario: { until: UNTIL, timeline: visits(visitors(40, { thinkMs: 0 }), UNTIL - 1) },
  variants: [1, 2, 4].map((count) => ({
    id: `n${count}`,
    label: count === 1 ? 'one server' : `${count} servers`,
    overlay: POOLED,
    machines: { ...QUICK_DB, ...servers(count) },
  })),
  measure: ({ n1, n2, n4 }) => ({
    n1: speed(n1),
    n2: speed(n2),
    n4: speed(n4),
    x2: round(speed(n2) / speed(n1), 2),
    x4: round(speed(n4) / speed(n1), 2),
  }),
  passes: (v) => v.x2! >= 1.6 && v.x4! >= 3,
  condition: 'two servers make at least 1.6 times the pages of one, four at least 3 times',
  reading: (v) => ({
    label: 'pages per second with 1, 2 and 4 servers, nothing shared',
    value: `${v.n1} → ${v.n2} → ${v.n4}`,
    unit: '/s',
    detail: 'One core and 20 ms a page each; the database answers in 1 ms and is never full.',
  }),
};

/** So many web servers in front of the one database, with so many connections each. */
function inFront(count: number, pool: number, id: string): Variant {
  return {
    id,
    label: `${count} × ${pool} connections`,
    overlay: POOLED,
    machines: {
      db: { env: { MAX_CONNECTIONS: '1000' } },
      ...servers(count, { POOL_SIZE: String(pool) }),
    },
  };
}

const ceiling: Experiment = {
  id: 'ceiling',
  claims: ['scale-out-06'],
  title: 'One to eight servers, one database',
  scenario: { until: UNTIL, timeline: visits(visitors(CROWD, { thinkMs: 0 }), UNTIL - 1) },
  variants: [
    ...[1, 2, 4, 8].map((count) => inFront(count, 8 / count, `cap${count}`)),
    ...[1, 2, 4, 8].map((count) => inFront(count, 10, `ten${count}`)),
  ],
  measure: (runs) => ({
    cap1: speed(runs.cap1),
    cap2: speed(runs.cap2),
    cap4: speed(runs.cap4),
    cap8: speed(runs.cap8),
    ten1: speed(runs.ten1),
    ten2: speed(runs.ten2),
    ten4: speed(runs.ten4),
    ten8: speed(runs.ten8),
    flat: round(speed(runs.cap8) / speed(runs.cap4), 2),
    back: round(speed(runs.ten8) / speed(runs.ten2), 2),
  }),
  passes: (v) => v.cap2! >= 1.6 * v.cap1! && v.flat! <= 1.25 && v.back! <= 0.8,
  condition:
    'eight connections in all: 8 servers at most 1.25 times the pages of 4; ten for each server: 8 servers at most 0.8 times the pages of 2',
  reading: (v) => ({
    label: 'pages per second with 1, 2, 4 and 8 servers, one database',
    value: [v.ten1, v.ten2, v.ten4, v.ten8].map((pages) => round(pages!)).join(' → '),
    unit: '/s',
    detail: `Ten connections for each server. With eight in all: ${[v.cap1, v.cap2, v.cap4, v.cap8].map((pages) => round(pages!)).join(', ')}.`,
  }),
};

/** A query without its index takes 160 ms instead of 16. */
function queries(id: string, label: string, count: number, queryMs: number): Variant {
  return {
    id,
    label,
    overlay: POOLED,
    machines: {
      db: { env: { QUERY_MS: String(queryMs) } },
      ...servers(count, { POOL_SIZE: String(8 / count) }),
    },
  };
}

const databaseBound: Experiment = {
  id: 'database-bound',
  claims: ['scale-out-10'],
  title: 'Four times the web servers, or one index',
  scenario: { until: UNTIL, timeline: visits(visitors(40, { thinkMs: 0 }), UNTIL - 1) },
  variants: [
    queries('base', 'two web servers, no index', 2, 160),
    queries('webs', 'eight web servers, no index', 8, 160),
    queries('index', 'two web servers and the index', 2, 16),
  ],
  measure: ({ base, webs, index }) => ({
    base: speed(base),
    webs: speed(webs),
    index: speed(index),
    websRatio: round(speed(webs) / speed(base), 2),
    indexRatio: round(speed(index) / speed(base), 2),
  }),
  passes: (v) => v.websRatio! <= 1.5 && v.indexRatio! >= 2 && v.indexRatio! >= 2 * v.websRatio!,
  condition:
    'four times the web servers: at most 1.5 times the pages; the missing index: at least twice, and twice what the servers brought',
  reading: (v) => ({
    label: 'pages per second: as it was, web servers × 4, index instead',
    value: `${v.base} → ${v.webs} → ${v.index}`,
    unit: '/s',
    detail: 'A query takes 160 ms of a core without the index and 16 ms with it.',
  }),
};

/** The lab as given, 30 visitors: what the lesson opens with. */
const eightPools: Experiment = {
  id: 'eight-pools',
  claims: ['scale-out-10'],
  title: 'Two, four and eight servers, each with a pool of eight',
  scenario: { until: UNTIL, timeline: visits(visitors(30), UNTIL - 1) },
  variants: [
    ...[2, 4, 8].map((count) => ({
      id: `n${count}`,
      label: `${count} servers, as given`,
      machines: servers(count),
    })),
    {
      id: 'shared',
      label: '8 servers, five connections each',
      overlay: POOLED,
      machines: servers(8),
    },
  ],
  measure: ({ n2, n4, n8, shared }) => ({
    good2: speed(n2),
    good4: speed(n4),
    good8: speed(n8),
    goodShared: speed(shared),
    failed4: failedShare(n4),
    failed8: failedShare(n8),
    failedPercent8: round(100 * failedShare(n8), 1),
    failedShared: failedShare(shared),
    refused8: n8!.hops().filter(isRefusal).length,
    refusedShared: shared!.hops().filter(isRefusal).length,
    asked8: n8!.hops({ until: 100 }).filter(isConnect).length,
    open8: highest(n8!, 'connections'),
    openShared: highest(shared!, 'connections'),
    p95At4: p95(n4),
    p95At8: p95(n8),
  }),
  passes: (v) =>
    v.good4! <= 1.15 * v.good2! &&
    v.failed4 === 0 &&
    v.failed8! >= 0.2 &&
    v.refused8! >= 24 &&
    v.refusedShared === 0 &&
    v.failedShared === 0,
  condition:
    'as given: 4 servers at most 1.15 times the pages of 2; with 8 at least a fifth of pages fail; pools of five: none refused, none failed',
  reading: (v) => ({
    label: 'pages that fail with eight servers',
    value: `${percent(v.failed8!)} → ${percent(v.failedShared!)}`,
    detail: `Pools of eight, then of five. Good pages per second with 2, 4 and 8 servers as given: ${v.good2}, ${v.good4}, ${v.good8}.`,
  }),
};

function failedShare(journal: JournalView | undefined): number {
  return round(journal!.failedShare({ since: SPAN.since, until: UNTIL - 600 }), 3);
}

function p95(journal: JournalView | undefined): number {
  return round(journal!.percentile(0.95, { since: SPAN.since, until: UNTIL - 600 }));
}

export const more: readonly Experiment[] = [nothingShared, ceiling, databaseBound, eightPools];
