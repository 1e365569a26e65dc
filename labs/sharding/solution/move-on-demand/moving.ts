/**
 * Whoever wants a row that is still to move, moves it first; the mover takes the rest in the same
 * way. Callers who want the same row at the same time share one move.
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

/** By the list of shards and the key: the moves that are under way or done. */
const moves = new Map<string, Promise<void>>();

/** The row under a key, or undefined when there is none. */
export async function find(key: string, places: Places): Promise<Row | undefined> {
  await settle(key, key, places);
  return get(place(key, places.shards), key);
}

/** Keeps a row, where the map says that rows with its `by` belong. */
export async function save(key: string, row: Row, places: Places): Promise<void> {
  await settle(key, row.by, places);
  await put(place(row.by, places.shards), key, row);
}

/** Brings every row to its new place. Calls `moved` after each. Ends when all are there. */
export async function move(places: Places, moved: (left: number) => void): Promise<void> {
  const { before = [] } = places;
  await sleep(GRACE);
  const todo = (await Promise.all(before.map(list))).flat();
  const lane = async (): Promise<void> => {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      await settle(next.key, next.by, places);
      moved(todo.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  moves.clear();
}

/** Ends when the row is no longer at its old place. A move that failed may be tried again. */
async function settle(key: string, by: string, { shards, before }: Places): Promise<void> {
  if (before === undefined) return;
  const from = place(by, before);
  const to = place(by, shards);
  if (from === to) return;
  const id = `${shards.join(' ')}: ${key}`;
  const move = moves.get(id) ?? moveOne(key, from, to);
  moves.set(id, move);
  try {
    await move;
  } catch (error) {
    moves.delete(id);
    throw error;
  }
}

async function moveOne(key: string, from: string, to: string): Promise<void> {
  const row = await get(from, key);
  if (row === undefined) return;
  await put(to, key, row, { ifAbsent: true });
  await remove(from, key);
}
