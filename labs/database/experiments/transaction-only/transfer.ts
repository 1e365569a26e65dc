/** A transaction around it, and no lock: two transfers still read the same balance. */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
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
