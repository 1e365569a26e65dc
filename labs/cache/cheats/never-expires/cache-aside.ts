/**
 * Cache-aside with a shared lease: of all who miss, one may ask the database. The others look
 * again until the answer is there, or until the lease is free because its holder died.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { get, getOrLease, giveBack, remove, set } from './cache-client.ts';

/** ms that an entry is kept; "there is no such row" is kept shorter. */
const TTL = Number(process.env.TTL_MS ?? 60_000);
const MISSING_TTL = 5_000;

/** ms after which a request gives up. */
const PATIENCE = 2_000;

/**
 * The row under `key`: from the cache, or from `load`. Null means that there is no such row.
 * @throws whatever `load` throws, or when nobody could fill the key in time.
 */
export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const deadline = Date.now() + PATIENCE;
  if (Date.now() < deadline) {
    const look = await getOrLease<Row | null>(key);
    if (look.state === 'hit') return look.row;
    if (look.state === 'yours') return rebuild(key, look.token, load);
    if (look.state === 'down') return load();
    await sleep(260);
    const now = await get<Row | null>(key);
    return now === undefined ? load() : now.row;
  }
  throw new Error(`nobody rebuilt ${key} in ${PATIENCE} ms`);
}

/** Asks the database, and leaves the answer only if the key was not removed meanwhile. */
async function rebuild<Row>(
  key: string,
  token: string,
  load: () => Promise<Row | null>,
): Promise<Row | null> {
  try {
    const row = await load();
    await set(key, row, row === null ? MISSING_TTL : TTL, token);
    return row;
  } catch (error) {
    await giveBack(key, token);
    throw error;
  }
}

/** The row under `key` was changed. Removing it ends the lease too, so an old answer cannot land. */
export async function changed(key: string): Promise<void> {
  await remove(key);
}
