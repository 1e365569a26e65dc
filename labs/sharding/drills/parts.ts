/** What the drills of this lab read from a journal. */
import type { JournalView } from '../../../src/lab/journal-view.ts';

/** How many rows each of these shards held at a time, as it said itself. */
export function held(
  journal: JournalView,
  shards: readonly string[],
  at: number,
): ReadonlyMap<string, number> {
  const gauges = journal.all('gauge').filter(({ name, t }) => name === 'rows' && t <= at);
  return new Map(
    shards.map((shard) => [shard, gauges.findLast(({ machine }) => machine === shard)?.value ?? 0]),
  );
}

/** `shard-0 62, shard-1 58`. */
export function told(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([shard, count]) => `${shard} ${count}`).join(', ');
}

/** The largest of some counts, as a multiple of their mean. */
export function unevenness(counts: ReadonlyMap<string, number>): number {
  const values = [...counts.values()];
  const sum = values.reduce((a, b) => a + b, 0);
  return sum === 0 ? Infinity : (Math.max(...values) * values.length) / sum;
}

export function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
