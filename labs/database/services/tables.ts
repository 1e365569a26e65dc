/**
 * Rows and transactions: what makes a database more than a Map with a network card.
 *
 * A transaction keeps its writes to itself until it commits, and keeps the lock of every row that
 * it wrote, or read with a lock, until it ends. A read without a lock sees what was committed
 * last: the isolation level READ COMMITTED, PostgreSQL's default.
 */
import { Conflict, lock, release } from './locks.ts';
import type { Owner } from './locks.ts';

export interface Transaction extends Owner {
  readonly id: number;
  readonly writes: Map<string, number>;
  idle?: NodeJS.Timeout;
}

/** ms without a statement after which a transaction is rolled back: its client must have died. */
const IDLE_MS = Number(process.env.IDLE_MS ?? 300);

const rows = new Map<string, number>();
const open = new Map<number, Transaction>();
let lastId = 0;

export function createRow(id: string, balance: number): void {
  rows.set(id, balance);
}

/** Every committed balance, as of now. */
export function committed(): ReadonlyMap<string, number> {
  return rows;
}

export function begin(): Transaction {
  lastId += 1;
  const tx: Transaction = { id: lastId, writes: new Map() };
  open.set(tx.id, tx);
  rest(tx);
  return tx;
}

/** The open transaction with this number. Throws Conflict when it has ended. */
export function resume(id: number): Transaction {
  const tx = open.get(id);
  if (tx === undefined) throw new Conflict(`transaction ${id} is over`);
  clearTimeout(tx.idle);
  return tx;
}

/** Between two statements. If the next one does not come in time, nobody is coming. */
export function rest(tx: Transaction): void {
  if (open.has(tx.id)) tx.idle = setTimeout(() => rollback(tx), IDLE_MS);
}

/** What this transaction sees: its own writes, else what was committed last. */
export function read(tx: Transaction, row: string): number {
  const balance = tx.writes.get(row) ?? rows.get(row);
  if (balance === undefined) throw new Conflict(`no account ${row}`);
  return balance;
}

/** Writes a balance, under the row's lock. One below zero is refused. */
export async function write(tx: Transaction, row: string, balance: number): Promise<void> {
  await lock(tx, row);
  if (!(balance >= 0)) throw new Conflict(`account ${row} would be at ${balance}`);
  tx.writes.set(row, balance);
}

/** `balance = balance + by`: reads and writes in one go, under the row's lock. */
export async function add(tx: Transaction, row: string, by: number): Promise<void> {
  await lock(tx, row);
  await write(tx, row, read(tx, row) + by);
}

/** All its writes become everybody's, at once. */
export function commit(tx: Transaction): void {
  for (const [row, balance] of tx.writes) rows.set(row, balance);
  rollback(tx);
}

/** Ends it and gives its locks back. What was not committed never happened. */
export function rollback(tx: Transaction): void {
  clearTimeout(tx.idle);
  open.delete(tx.id);
  release(tx);
}
