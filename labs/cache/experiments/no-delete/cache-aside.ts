/** Cache-aside that relies on the TTL alone: a change removes nothing. */
import { get, set } from './cache-client.ts';

const TTL = Number(process.env.TTL_MS ?? 60_000);

export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const hit = await get<Row | null>(key);
  if (hit !== undefined) return hit.row;
  const row = await load();
  if (row !== null) await set(key, row, TTL);
  return row;
}

export async function changed(_key: string): Promise<void> {
  // The old row stays until its time is up.
}
