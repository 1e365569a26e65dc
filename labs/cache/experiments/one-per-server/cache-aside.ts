/** Single flight inside this server only: four servers, four queries. */
import { get, remove, set } from './cache-client.ts';

const TTL = Number(process.env.TTL_MS ?? 60_000);
const flights = new Map<string, Promise<unknown>>();

export async function read<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const under = flights.get(key) as Promise<Row | null> | undefined;
  if (under !== undefined) return under;
  const flight = find(key, load).finally(() => flights.delete(key));
  flights.set(key, flight);
  return flight;
}

async function find<Row>(key: string, load: () => Promise<Row | null>): Promise<Row | null> {
  const hit = await get<Row | null>(key);
  if (hit !== undefined) return hit.row;
  const row = await load();
  await set(key, row, row === null ? 5000 : TTL);
  return row;
}

export async function changed(key: string): Promise<void> {
  await remove(key);
}
