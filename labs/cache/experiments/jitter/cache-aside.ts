/** Cache-aside whose entries end at slightly different times: each TTL is up to 30% longer or shorter. */
import { get, remove, set } from './cache-client.ts';

const TTL = Number(process.env.TTL_MS ?? 60_000);
const JITTER = 0.3;

export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const hit = await get<Row | null>(key);
  if (hit !== undefined) return hit.row;
  const row = await load();
  if (row === null) return null;
  await set(key, row, Math.round(TTL * (1 + JITTER * (2 * Math.random() - 1))));
  return row;
}

export async function changed(key: string): Promise<void> {
  await remove(key);
}
