/** No transaction: if the second half fails, the first is undone by hand. If it happened, that is. */
import type { Connection } from './connection.ts';

export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  await db.add(from, -amount);
  try {
    await db.add(to, amount);
  } catch (error) {
    await db.add(from, amount);
    throw error;
  }
}
