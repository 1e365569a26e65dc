/** What a transaction ties together, and what only a lock keeps apart. Claim 07. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import { moving, TELLERS } from '../loads.ts';
import { load, round } from './parts.ts';
import { askFor, ledger } from '../drills/accounts.ts';

function missing(journal: JournalView): number {
  const found = ledger(journal, 'count');
  return (found?.opening ?? 0) - (found?.total ?? 0);
}

const crash: Experiment = {
  id: 'between-two-writes',
  claims: ['database-07'],
  title: 'Messages are lost, with and without a transaction',
  scenario: {
    until: 7500,
    timeline: [
      ...load('orders', [100, 5100], { to: TELLERS, rate: 60, flows: [moving('{n}', '1{n}')] }),
      ...TELLERS.map((from) => ({
        at: 500,
        action: {
          kind: 'link-fault' as const,
          id: `lossy-${from}`,
          from,
          to: 'db',
          fault: { loss: 0.03 },
        },
      })),
      { at: 5800, action: { kind: 'heal-all' } },
      askFor('count', 7000, 1, 0),
    ],
    machines: { db: { env: { ACCOUNTS: '20000' } } },
  },
  variants: [
    { id: 'plain', label: 'two writes' },
    { id: 'together', label: 'one transaction', overlay: 'solution/row-lock' },
  ],
  measure: ({ plain, together }) => ({
    missing: missing(plain!),
    missingTransfers: round(missing(plain!) / 21, 1),
    missingTx: missing(together!),
    transfers: plain!.count({ load: 'orders' }),
    failed: plain!.count({ load: 'orders' }) - plain!.count({ load: 'orders', outcome: 'ok' }),
    failedTx:
      together!.count({ load: 'orders' }) - together!.count({ load: 'orders', outcome: 'ok' }),
  }),
  passes: (v) => v.missing! > 0 && v.missingTx === 0 && v.failedTx! > 0,
  condition: 'messages lost: two writes lose money, a transaction loses none though transfers fail',
  reading: (v) => ({
    label: 'rupees missing after 5 s of lost messages',
    value: `${v.missing} → ${v.missingTx}`,
    detail: `Two writes, then one transaction. ${v.failed} and ${v.failedTx} of ${v.transfers} transfers failed.`,
  }),
};

/** Increments of account 1 that were confirmed and are not in its balance. */
function lost(journal: JournalView): number {
  const paid = journal.count({ load: 'rent', outcome: 'ok' });
  const balance = ledger(journal, 'count')?.balances['1'] ?? 0;
  return paid - (balance - 1000);
}

const crowd: Experiment = {
  id: 'at-the-same-time',
  claims: ['database-07'],
  title: 'One account, thirty payers at a time',
  scenario: {
    until: 5500,
    timeline: [
      ...load('rent', [100, 3100], {
        to: TELLERS,
        users: 30,
        thinkMs: 220,
        flows: [moving('{int:2-2000}', '1', 1)],
      }),
      askFor('count', 5000, 1, 1),
    ],
  },
  variants: [
    { id: 'plain', label: 'read, then write' },
    { id: 'tx', label: 'in a transaction, no lock', overlay: 'experiments/transaction-only' },
    { id: 'lock', label: 'with a row lock', overlay: 'solution/row-lock' },
    { id: 'add', label: 'the database adds', overlay: 'solution/atomic-add' },
  ],
  measure: ({ plain, tx, lock, add }) => ({
    paid: plain!.count({ load: 'rent', outcome: 'ok' }),
    plain: lost(plain!),
    tx: lost(tx!),
    lock: lost(lock!),
    add: lost(add!),
    paidTx: tx!.count({ load: 'rent', outcome: 'ok' }),
    paidLock: lock!.count({ load: 'rent', outcome: 'ok' }),
    p95Plain: round(plain!.percentile(0.95, { load: 'rent' })),
    p95Lock: round(lock!.percentile(0.95, { load: 'rent' })),
    p95Add: round(add!.percentile(0.95, { load: 'rent' })),
  }),
  passes: (v) => v.plain! >= 20 && v.tx! >= 20 && v.lock === 0 && v.add === 0,
  condition:
    'payments into one account: without a lock at least 20 increments are lost, in a transaction or not; with a lock, or an atomic add, none',
  reading: (v) => ({
    label: 'payments lost in a transaction without a lock',
    value: `${v.tx} of ${v.paidTx}`,
    detail: `Without a transaction ${v.plain} of ${v.paid}. With a row lock ${v.lock}, with an atomic add ${v.add}.`,
  }),
};

export const money: readonly Experiment[] = [crash, crowd];
