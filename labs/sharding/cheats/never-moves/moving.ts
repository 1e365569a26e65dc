/** Looks at both places for ever, and leaves every row where it is. */
import { place } from './placing.ts';
import { get, put } from './shard-client.ts';
import type { Row } from './shard-client.ts';

/** The shards by the map; and while rows move, those that the map named before. */
export interface Places {
  readonly shards: readonly string[];
  readonly before?: readonly string[];
}

/**
 * The row under a key, or undefined when there is none. While rows move it is at one place or the
 * other; it may be on its way while we look, so the new place is asked once more.
 */
export async function find(key: string, { shards, before }: Places): Promise<Row | undefined> {
  const now = place(key, shards);
  const then = before === undefined ? now : place(key, before);
  const row = await get(now, key);
  if (row !== undefined || then === now) return row;
  return (await get(then, key)) ?? (await get(now, key));
}

/** Keeps a row, where the map says that rows with its `by` belong. */
export async function save(key: string, row: Row, places: Places): Promise<void> {
  await put(place(row.by, places.shards), key, row);
}

/** Moves nothing, for as long as the router lives. */
export async function move(_places: Places, _moved: (left: number) => void): Promise<void> {
  await new Promise(() => {});
}
