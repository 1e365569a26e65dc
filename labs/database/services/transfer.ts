/**
 * Moves money from one account to another. Two processes run this code: transfer and payroll. It
 * starts broken on purpose.
 */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

/**
 * LOOK HERE. Every line of this is right, and together they lose money in two ways.
 *
 * If anything goes wrong after the first write, the second never happens. And between reading a
 * balance and writing it back, somebody else may have written: their change is gone.
 */
export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  const payer = await db.read(from);
  if (payer < amount) throw new Refused('not enough money');
  await db.write(from, payer - amount);

  const payee = await db.read(to);
  await db.write(to, payee + amount);
}
