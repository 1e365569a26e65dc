/**
 * Reading and writing rows, and moving them when the list of shards has changed.
 *
 * It starts broken on purpose: whoever asks during a move finds nothing, and some writes are lost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { place } from './placing.ts';
import { get, list, put, remove } from './shard-client.ts';
import type { Row } from './shard-client.ts';

/** The shards by the map; and while rows move, those that the map named before. */
export interface Places {
  readonly shards: readonly string[];
  readonly before?: readonly string[];
}

/** ms to wait before rows move, so that requests sent by the old map have ended. */
const GRACE = 100;
/** Rows that move at the same time. */
const LANES = 8;

/** The row under a key, or undefined when there is none. */
export async function find(key: string, places: Places): Promise<Row | undefined> {
  // LOOK HERE (1 of 2). While rows move, this one may still be at its old place.
  return get(place(key, places.shards), key);
}

/** Keeps a row, where the map says that rows with its `by` belong. */
export async function save(key: string, row: Row, places: Places): Promise<void> {
  await put(place(row.by, places.shards), key, row);
}

/** Brings every row to its new place. Calls `moved` after each. Ends when all are there. */
export async function move(places: Places, moved: (left: number) => void): Promise<void> {
  const { shards, before = [] } = places;
  await sleep(GRACE);
  const lists = await Promise.all(before.map(async (from) => ({ from, rows: await list(from) })));
  const todo = lists.flatMap(({ from, rows }) =>
    rows
      .map(({ key, by }) => ({ key, from, to: place(by, shards) }))
      .filter(({ to }) => to !== from),
  );
  const lane = async (): Promise<void> => {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      await moveOne(next.key, next.from, next.to);
      moved(todo.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function moveOne(key: string, from: string, to: string): Promise<void> {
  const row = await get(from, key);
  if (row === undefined) return;
  // LOOK HERE (2 of 2). Somebody may have written a newer row there since the map changed.
  await put(to, key, row);
  await remove(from, key);
}
