/** Rendezvous with a seed that every process draws for itself: no two of them agree. */
import { hash } from './hash.ts';

const SEED = Math.random();

export function place(key: string, shards: readonly string[]): string {
  let winner = 'nowhere';
  let best = -1;
  for (const shard of shards) {
    const draw = hash(`${SEED}/${shard}/${key}`);
    if (draw <= best) continue;
    best = draw;
    winner = shard;
  }
  return winner;
}
