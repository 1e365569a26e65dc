/** A transaction, and a lock in this process. The other process has a lock of its own. */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

let last: Promise<unknown> = Promise.resolve();

export function transfer(db: Connection, from: string, to: string, amount: number): Promise<void> {
  const turn = last.then(() => alone(db, from, to, amount));
  last = turn.catch(() => undefined);
  return turn;
}

async function alone(db: Connection, from: string, to: string, amount: number): Promise<void> {
  await db.begin();
  try {
    const payer = await db.read(from);
    const payee = await db.read(to);
    if (payer < amount) throw new Refused('not enough money');
    for (const account of [from, to].toSorted((a, b) => Number(a) - Number(b)))
      await db.write(account, account === from ? payer - amount : payee + amount);
    await db.commit();
  } catch (error) {
    db.rollback().catch(() => undefined);
    throw error;
  }
}
