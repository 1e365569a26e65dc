/** A hash, then the remainder: even, and four fifths move when a fifth shard comes. */
import { hash } from './hash.ts';

export function place(key: string, shards: readonly string[]): string {
  return shards[hash(key) % shards.length] ?? 'nowhere';
}
