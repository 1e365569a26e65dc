/** Row locks: one holder each, a queue behind it, and nobody may wait in a circle. */

/** What the database refuses, with the reason. */
export class Conflict extends Error {}

/** Whoever takes locks: a transaction. */
export interface Owner {
  /** The row whose lock it is waiting for. */
  wants?: string;
}

interface Waiting {
  readonly by: Owner;
  readonly go: () => void;
  readonly fail: (why: Conflict) => void;
}

const holders = new Map<string, Owner>();
const queues = new Map<string, Waiting[]>();

/** Waits for the row's lock, and keeps it until `release`. Throws Conflict on a deadlock. */
export async function lock(owner: Owner, row: string): Promise<void> {
  const holder = holders.get(row);
  if (holder === undefined) holders.set(row, owner);
  if (holder === undefined || holder === owner) return;
  if (waitsFor(holder, owner)) throw new Conflict('deadlock: each waits for the other');
  owner.wants = row;
  await new Promise<void>((go, fail) => {
    queues.set(row, [...(queues.get(row) ?? []), { by: owner, go, fail }]);
  });
}

/** Whether `other` waits, directly or through others, for a lock that `owner` holds. */
function waitsFor(other: Owner | undefined, owner: Owner): boolean {
  if (other === owner) return true;
  return other?.wants === undefined ? false : waitsFor(holders.get(other.wants), owner);
}

/** Gives back every lock of this owner, and its place in a queue. */
export function release(owner: Owner): void {
  const queue = queues.get(owner.wants ?? '') ?? [];
  const place = queue.findIndex((waiting) => waiting.by === owner);
  if (place >= 0) queue.splice(place, 1)[0]?.fail(new Conflict('rolled back while it waited'));
  owner.wants = undefined;
  for (const [row, holder] of holders) if (holder === owner) pass(row);
}

/** The row's lock goes to whoever has waited longest. */
function pass(row: string): void {
  const next = queues.get(row)?.shift();
  if (next === undefined) {
    holders.delete(row);
    return;
  }
  holders.set(row, next.by);
  next.by.wants = undefined;
  next.go();
}
