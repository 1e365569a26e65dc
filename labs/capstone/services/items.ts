/** The shop's items: rows in two shards, each with a copy, and a cache before them all. */
import { askCopies } from './client.ts';
import { call } from './net.ts';
import type { Reply } from './net.ts';

/** ms to wait for the cache. It is there to save time. */
const PATIENCE = 50;

/** Even rows live in shard a, odd ones in shard b. */
function primaryOf(id: string): string {
  return Number(id) % 2 === 0 ? 'db-a' : 'db-b';
}

/** Both machines that have a row; every second row begins with the copy, to share the work. */
function copiesOf(id: string): readonly string[] {
  const copies = Number(id) % 2 === 0 ? ['db-a', 'copy-a'] : ['db-b', 'copy-b'];
  return Number(id) % 4 < 2 ? copies : copies.toReversed();
}

/** The row of an item: from the cache, or from the database and then into the cache. */
export async function readItem(id: string, trace: string): Promise<Reply> {
  const cached = await askCache('GET', id, trace);
  if (cached?.status === 200) return cached;
  const row = await askCopies(copiesOf(id), `/rows/${id}`, trace);
  if (row.status === 200) void askCache('PUT', id, trace, row.body);
  return row;
}

/** Changes a row where it is written, and removes what the cache has of it. */
export async function writeItem(id: string, body: string, trace: string): Promise<Reply> {
  const answer = await call(primaryOf(id), `/rows/${id}`, { method: 'PUT', body, trace });
  await askCache('DELETE', id, trace);
  return answer;
}

/** A cache that does not answer is a miss, never an error. */
async function askCache(
  method: string,
  id: string,
  trace: string,
  body?: string,
): Promise<Reply | undefined> {
  if (process.env.CACHE === 'off') return undefined;
  try {
    return await call('cache', `/item-${id}`, { method, body, trace, ms: PATIENCE });
  } catch {
    return undefined;
  }
}
