/** Reading and writing the map. Shards read it through the router. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Places } from './moving.ts';

const MAP = process.env.MAP_URL ?? 'http://map:8080';

/** The list of shards as it stands. Waits for the map, without which nobody knows where a row is. */
export async function readMap(): Promise<Places> {
  for (;;) {
    try {
      const answer = await fetch(MAP, { signal: AbortSignal.timeout(200) });
      return (await answer.json()) as Places;
    } catch {
      await sleep(20);
    }
  }
}

/** From now on this is the list. */
export async function writeMap(places: Places): Promise<void> {
  const signal = AbortSignal.timeout(500);
  await fetch(MAP, { method: 'PUT', body: JSON.stringify(places), signal });
}
