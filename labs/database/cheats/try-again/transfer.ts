/** No transaction: whatever got no answer is sent again, whether it had worked or not. */
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

async function insist(statement: () => Promise<void>): Promise<void> {
  for (let left = 5; left > 0; left -= 1) {
    try {
      return await statement();
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
  }
}

export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  await insist(() => db.add(from, -amount));
  await insist(() => db.add(to, amount));
}
