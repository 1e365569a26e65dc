/** Moves money from one account to another. Two processes run this code: transfer and payroll. */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

/** One transaction around everything, and a lock on both rows before anybody looks at them. */
export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  await db.begin();
  try {
    // Always the smaller number first: two transfers that cross cannot wait for each other.
    const balances = new Map<string, number>();
    for (const account of [from, to].toSorted((a, b) => Number(a) - Number(b)))
      balances.set(account, await db.readForUpdate(account));
    const payer = balances.get(from) ?? 0;
    const payee = balances.get(to) ?? 0;
    if (payer < amount) throw new Refused('not enough money');
    await db.write(from, payer - amount);
    await db.write(to, payee + amount);
    await db.commit();
  } catch (error) {
    // If the database does not hear this, it rolls back by itself a moment later.
    db.rollback().catch(() => undefined);
    throw error;
  }
}
