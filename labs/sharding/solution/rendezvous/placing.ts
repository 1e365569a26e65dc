/** Rendezvous hashing: every shard draws a number for the key, and the highest has the row. */
import { hash } from './hash.ts';

/** The one of `shards` that holds the row with this key. */
export function place(key: string, shards: readonly string[]): string {
  let winner = 'nowhere';
  let best = -1;
  for (const shard of shards) {
    const draw = hash(`${shard}/${key}`);
    if (draw <= best) continue;
    best = draw;
    winner = shard;
  }
  return winner;
}
