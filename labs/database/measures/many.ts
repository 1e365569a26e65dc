/** More than one store: partitions, copies, and moving house. Claims 09, 10, 16 and 17. */
import type { Experiment, LabMachine } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { answer, ask, database, load, page, percent, round } from './parts.ts';

function linked(machines: readonly LabMachine[]) {
  return { machines, links: machines.map(({ id }) => ({ from: 'transfer', to: id })) };
}

function urls(ids: readonly string[]): string {
  return ids.map((id) => `http://${id}:8080`).join(',');
}

const SLOW = { STATEMENT_MS: '40' };
const others = [database('db-2', 2, SLOW), database('db-3', 3, SLOW), database('db-4', 4, SLOW)];
const FOUR = ['db', ...others.map(({ id }) => id)];

/** Writes per second that came back in the five seconds that were measured. */
function throughput(journal: JournalView): number {
  const ok = journal.requests({ load: 'writes', outcome: 'ok' });
  return round(ok.filter(({ end = 0 }) => end >= 1000 && end < 6000).length / 5, 1);
}

const partitions: Experiment = {
  id: 'four-partitions',
  claims: ['database-09', 'database-17'],
  title: 'Four stores, many keys or one',
  adds: linked(others),
  scenario: {
    until: 6500,
    machines: { db: { cores: 1, env: SLOW }, transfer: { cores: 4 }, audit: { autostart: false } },
    timeline: [],
  },
  variants: [
    { id: 'one', label: 'one store, many keys', stores: ['db'], key: '{int:1-1000}' },
    { id: 'four', label: 'four stores, many keys', stores: FOUR, key: '{int:1-1000}' },
    { id: 'oneHot', label: 'one store, one key', stores: ['db'], key: '8' },
    { id: 'fourHot', label: 'four stores, one key', stores: FOUR, key: '8' },
  ].map(({ id, label, stores, key }) => ({
    id,
    label,
    overlay: 'experiments/partitions',
    machines: { transfer: { env: { STORES: urls(stores) } } },
    timeline: load('writes', [100, 6000], { users: 32, flows: [page(`/pay/${key}`, 'POST')] }),
  })),
  measure: ({ one, four, oneHot, fourHot }) => ({
    one: throughput(one!),
    four: throughput(four!),
    many: round(throughput(four!) / throughput(one!), 2),
    hot: round(throughput(fourHot!) / throughput(oneHot!), 2),
  }),
  passes: (v) => v.many! >= 2.8 && v.hot! <= 1.3,
  condition:
    'four stores against one: many keys at least 2.8 times the writes, one key at most 1.3',
  reading: (v) => ({
    label: 'writes with four stores instead of one',
    value: `×${v.many}`,
    detail: `If they are all for one key: ×${v.hot}.`,
  }),
};

const copies = [database('copy-a', 2), database('copy-b', 3), database('copy-c', 4)];

/** Reads that did not see the write that was confirmed just before, and how many there were. */
function stale(journal: JournalView) {
  const reads = journal.requests({ load: 'pairs', method: 'GET' });
  const old = reads.filter(({ outcome }) => outcome === 'wrong').length;
  return { reads: reads.length, old, share: old / reads.length };
}

const quorum: Experiment = {
  id: 'read-and-write-quorum',
  claims: ['database-10'],
  title: 'Three copies, and how many of them are asked',
  adds: linked(copies),
  scenario: {
    until: 6500,
    timeline: [
      ...copies.map(({ id }) => ({
        at: 0,
        action: {
          kind: 'link-fault' as const,
          id: `jitter-${id}`,
          from: 'transfer',
          to: id,
          fault: { jitterMs: 20 },
        },
      })),
      {
        at: 0,
        action: { kind: 'machine-fault', id: 'late', machine: 'copy-c', fault: { disk: 0.4 } },
      },
      ...load('pairs', [100, 5200], {
        rate: 30,
        arrivals: 'even',
        flows: [
          {
            steps: [
              { method: 'PUT', path: '/values/{n}', expect: { status: 200 } },
              { path: '/values/{n}', expect: { status: 200, json: { version: 1 } } },
            ],
          },
        ],
      }),
    ],
  },
  variants: [
    { id: 'r1w1', label: 'R = 1, W = 1', R: '1', W: '1' },
    { id: 'r2w2', label: 'R = 2, W = 2', R: '2', W: '2' },
    { id: 'r1w3', label: 'R = 1, W = 3', R: '1', W: '3' },
  ].map(({ id, label, R, W }) => ({
    id,
    label,
    overlay: 'experiments/quorum',
    machines: { transfer: { env: { STORES: urls(copies.map((copy) => copy.id)), R, W } } },
  })),
  measure: ({ r1w1, r2w2, r1w3 }) => ({
    reads: stale(r1w1!).reads,
    stale: stale(r1w1!).old,
    share: round(stale(r1w1!).share, 3),
    stale22: stale(r2w2!).old,
    stale13: stale(r1w3!).old,
    p95Write11: round(r1w1!.percentile(0.95, { method: 'PUT' })),
    p95Write13: round(r1w3!.percentile(0.95, { method: 'PUT' })),
  }),
  passes: (v) => v.share! > 0.15 && v.stale22 === 0 && v.stale13 === 0 && v.reads! >= 100,
  condition: 'three copies: R = W = 1 more than 15% stale reads; R = W = 2 none; R = 1, W = 3 none',
  rows: [
    { label: 'stale reads', values: { r1w1: 'stale', r2w2: 'stale22', r1w3: 'stale13' } },
    { label: 'p95 of a write, ms', values: { r1w1: 'p95Write11', r1w3: 'p95Write13' } },
  ],
  reading: (v) => ({
    label: 'stale reads with R = W = 1',
    value: percent(v.share!),
    detail: `${v.stale} of ${v.reads}. With R = W = 2: ${v.stale22}. With R = 1 and W = 3: ${v.stale13}.`,
  }),
};

const fresh = [database('db-new', 2)];

const migration: Experiment = {
  id: 'moving-house',
  claims: ['database-16'],
  title: 'To another store, while customers go on writing',
  adds: linked(fresh),
  scenario: {
    until: 7500,
    machines: { db: { env: { ROWS: '400' } } },
    timeline: [
      ...load('writes', [200, 6500], {
        rate: 30,
        flows: [page('/write/{int:1-4000}/{n}', 'POST')],
      }),
      ask(1500, 'move', '/move', 'POST'),
      ask(7000, 'compare', '/compare'),
    ],
  },
  variants: [
    { id: 'copy', label: 'copy, then switch', overlay: 'experiments/copies' },
    {
      id: 'dual',
      label: 'write to both, backfill, switch',
      overlay: 'experiments/copies',
      machines: { transfer: { env: { DUAL: 'on' } } },
    },
  ],
  measure: ({ copy, dual }) => ({
    rows: answer(copy!, 'compare').old ?? 0,
    copy: answer(copy!, 'compare').missing ?? -1,
    dual: answer(dual!, 'compare').missing ?? -1,
  }),
  passes: (v) => v.copy! >= 5 && v.dual === 0,
  condition:
    'rows missing in the new store: copy, then switch at least 5; writing to both, backfill none',
  reading: (v) => ({
    label: 'rows missing after the move',
    value: `${v.copy} → ${v.dual}`,
    detail:
      'Copy and switch, then with writes to both and a backfill. Customers wrote all the time.',
  }),
};

export const many: readonly Experiment[] = [partitions, quorum, migration];
