/** By range: 60 numbers to a shard, each range from its first number up to but without the next's. */
const WIDTH = 60;

export function place(key: string, shards: readonly string[]): string {
  // The last range has no end: what is new goes there.
  const range = Math.min(shards.length - 1, Math.floor(Number(key) / WIDTH));
  return shards[range] ?? 'nowhere';
}
