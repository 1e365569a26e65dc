/**
 * Two levels of single flight: inside a server all who miss share one promise, and of the servers
 * one gets the lease. The cache is asked by one waiter a server instead of by all of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { getOrLease, giveBack, remove, set } from './cache-client.ts';

const TTL = Number(process.env.TTL_MS ?? 60_000);
const NOTHING_TTL = 2_000;
const TRIES = 60;

const flights = new Map<string, Promise<unknown>>();

/** The row under `key`, or null when there is none. */
export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const under = flights.get(key) as Promise<Row | null> | undefined;
  if (under !== undefined) return under;
  const flight = find(key, load).finally(() => {
    if (flights.get(key) === flight) flights.delete(key);
  });
  flights.set(key, flight);
  return flight;
}

async function find<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const mine = await getOrLease<Row | null>(key);
    if (mine.state === 'hit') return mine.row;
    if (mine.state === 'down') return load();
    if (mine.state === 'taken') {
      await sleep(20 + Math.random() * 10);
      continue;
    }
    const row = await load().catch(async (error: unknown) => {
      await giveBack(key, mine.token);
      throw error;
    });
    await set(key, row, row === null ? NOTHING_TTL : TTL, mine.token);
    return row;
  }
  throw new Error(`${key} was rebuilt by nobody`);
}

/** Later readers of this server must not join a flight that began before the change. */
export async function changed(key: string): Promise<void> {
  flights.delete(key);
  await remove(key);
}
