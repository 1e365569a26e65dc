/**
 * Cache-aside: look in the cache; on a miss ask the database and leave the answer in the cache.
 *
 * It starts broken on purpose. The places to look at are marked LOOK HERE; what the cache can do
 * for you is in cache-client.ts.
 */
import { get, remove, set } from './cache-client.ts';

/** ms that an entry is kept. */
const TTL = Number(process.env.TTL_MS ?? 60_000);

/**
 * The row under `key`: from the cache, or from `load`. Null means that there is no such row.
 * @throws whatever `load` throws.
 */
export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const hit = await get<Row | null>(key);
  if (hit !== undefined) return hit.row;

  // LOOK HERE (1 of 3). Everybody who misses comes through here. All of them ask the database.
  const row = await load();

  // LOOK HERE (2 of 3). A row that does not exist is never remembered.
  if (row === null) return null;

  // LOOK HERE (3 of 3). By now the row may have been changed, and its key removed. It is set anyway.
  await set(key, row, TTL);
  return row;
}

/** The row under `key` was changed: whoever wants it next has to ask the database. */
export async function changed(key: string): Promise<void> {
  await remove(key);
}
