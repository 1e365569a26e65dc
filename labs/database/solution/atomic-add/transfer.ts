/** Moves money from one account to another. Two processes run this code: transfer and payroll. */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

/** How often a transfer is begun again after a deadlock. */
const TRIES = 5;

/**
 * The database does the sum, so there is no balance here that could be out of date. It takes the
 * locks as they come; two transfers that cross can block each other, and then one begins again.
 */
export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    await db.begin();
    try {
      await db.add(from, -amount);
      await db.add(to, amount);
      return await db.commit();
    } catch (error) {
      await db.rollback().catch(() => undefined);
      // A refusal is certain: nothing has happened, so trying again is safe. Silence is not.
      const deadlock = error instanceof Refused && error.message.startsWith('deadlock');
      if (!deadlock || left === 1) throw error;
    }
  }
}
