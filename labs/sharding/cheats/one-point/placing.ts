/** A ring with a single point for each shard: nothing needless moves, and the pieces are unequal. */
import { hash } from './hash.ts';

const POINTS = Number(process.env.POINTS ?? 1);

interface Point {
  readonly at: number;
  readonly shard: string;
}

const rings = new Map<string, readonly Point[]>();

function ringOf(shards: readonly string[]): readonly Point[] {
  const name = shards.join(' ');
  const known = rings.get(name);
  if (known !== undefined) return known;
  const ring = shards
    .flatMap((shard) =>
      Array.from({ length: POINTS }, (_, n) => ({ at: hash(`${shard} point ${n}`), shard })),
    )
    .sort((a, b) => a.at - b.at);
  rings.set(name, ring);
  return ring;
}

/** The one of `shards` that holds the row with this key. */
export function place(key: string, shards: readonly string[]): string {
  const ring = ringOf(shards);
  const at = hash(key);
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ring[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  // Past the last point the circle begins again.
  return (ring[low] ?? ring[0])?.shard ?? 'nowhere';
}
