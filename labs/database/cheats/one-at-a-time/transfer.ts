/** Right, and useless: one transfer at a time in the whole bank, and a rest to be on the safe side. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from './connection.ts';
import type { Connection } from './connection.ts';

/** An account that nobody uses: its lock stands for the whole bank. */
const BANK = '2000';

export async function transfer(
  db: Connection,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  await db.begin();
  try {
    await db.readForUpdate(BANK);
    await sleep(50);
    const payer = await db.read(from);
    const payee = await db.read(to);
    if (payer < amount) throw new Refused('not enough money');
    await db.write(from, payer - amount);
    await db.write(to, payee + amount);
    await db.commit();
  } catch (error) {
    db.rollback().catch(() => undefined);
    throw error;
  }
}
