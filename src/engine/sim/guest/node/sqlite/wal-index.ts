/**
 * The index of a write-ahead log, which connections to one file share. Elsewhere it is a mapped
 * file (`…-shm`), as they are in several processes; here they are in one, and it is in SQLite's own
 * memory. It is made anew from the log after a crash in either case.
 */
import type { Pointer } from './api.ts';
import { BUSY, OK } from './api.ts';

const SLOTS = 8;
/** What `xShmLock` is told. */
const UNLOCK = 1;
const EXCLUSIVE = 8;

export class WalIndex {
  readonly #regions: Pointer[] = [];
  /** By slot: how many share it, or -1 for one who has it alone. */
  readonly #slots = new Array<number>(SLOTS).fill(0);
  users = 0;

  /** The region with this number, made by `make` where it is missing and wanted; 0 for none. */
  region(number: number, wanted: boolean, make: () => Pointer): Pointer {
    for (let have = this.#regions.length; have < (wanted ? number + 1 : 0); have++) {
      const at = make();
      if (at === 0) return 0;
      this.#regions.push(at);
    }
    return this.#regions[number] ?? 0;
  }

  get regions(): readonly Pointer[] {
    return this.#regions;
  }

  /** @param mine slots that this connection holds, by number: 1 shared, -1 alone */
  lock(mine: Map<number, number>, first: number, count: number, flags: number): number {
    const slots = Array.from({ length: count }, (_, i) => first + i);
    if (flags & UNLOCK) {
      for (const slot of slots) {
        const held = mine.get(slot);
        if (held === undefined) continue;
        this.#slots[slot]! -= held;
        mine.delete(slot);
      }
      return OK;
    }
    const alone = (flags & EXCLUSIVE) !== 0;
    const taken = (slot: number): boolean =>
      !mine.has(slot) && (alone ? this.#slots[slot] !== 0 : this.#slots[slot]! < 0);
    if (slots.some(taken)) return BUSY;
    for (const slot of slots) {
      if (mine.has(slot)) continue;
      this.#slots[slot]! += alone ? -1 : 1;
      mine.set(slot, alone ? -1 : 1);
    }
    return OK;
  }
}
