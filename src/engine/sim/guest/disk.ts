/**
 * A process's end of its machine's disk: the tree that it works on, what it changed since the last
 * window, and what the hardware makes of it (its size, its speed, its one queue).
 */
import type { Change, DiskChange, DiskFacts } from '../disk/changes.ts';
import { DiskTree } from '../disk/tree.ts';
import type { Loop } from './loop.ts';

/** Megabytes of a disk whose size the plan leaves open: it is held in memory. */
const DEFAULT_MB = 64;
const MB = 1024 * 1024;

/** Something that the disk is asked to do. */
export interface DiskJob<T> {
  /** Its reference cost in ms, as things are when its turn comes. */
  readonly cost: () => number;
  readonly run: () => T;
}

interface Waiting {
  readonly job: DiskJob<unknown>;
  readonly done: (error: unknown, value?: unknown) => void;
}

export class GuestDisk {
  readonly #loop: Loop;
  readonly #size: number;
  #facts: DiskFacts;
  #tree: DiskTree | null = null;
  #full: boolean;
  #speed = 1;
  #changes: DiskChange[] = [];
  #marked = 0;
  readonly #queue: Waiting[] = [];
  #busy = false;

  constructor(loop: Loop, facts: DiskFacts = {}) {
    this.#loop = loop;
    this.#facts = facts;
    this.#full = facts.full ?? false;
    this.#size = (facts.mb ?? DEFAULT_MB) * MB;
  }

  /** Made when the program first touches it. */
  get tree(): DiskTree {
    if (!this.#tree) {
      this.#tree = new DiskTree(this.#facts.image);
      this.#facts = {};
    }
    return this.#tree;
  }

  /** Virtual ms. */
  get now(): number {
    return this.#loop.now;
  }

  set full(full: boolean) {
    this.#full = full;
  }

  /** 1 is the reference disk, 0.2 is five times slower. */
  set speed(speed: number) {
    if (speed > 0) this.#speed = speed;
  }

  /** Whether so many more bytes fit. */
  hasRoom(bytes: number): boolean {
    return !this.#full && this.tree.used + bytes <= this.#size;
  }

  change(change: Change): void {
    this.tree.apply(change, this.#loop.now);
    this.#changes.push({ t: this.#loop.now, change });
  }

  /** What changed until now has; an event begins. */
  mark(): void {
    this.#marked = this.#changes.length;
  }

  /** What changed since the mark has not: for the machine, as the process has ended. */
  dropUnmarked(): void {
    this.#changes.length = this.#marked;
  }

  /** What changed since the last call; undefined when nothing did. */
  takeChanges(): readonly DiskChange[] | undefined {
    if (this.#changes.length === 0) return undefined;
    const changes = this.#changes;
    this.#changes = [];
    this.#marked = 0;
    return changes;
  }

  /** Does it now: the event loop stands for as long as it takes. */
  wait<T>(job: DiskJob<T>): T {
    this.#loop.block(job.cost() / this.#speed);
    return job.run();
  }

  /** Does it after what was asked for before; `done` is called when it is finished. */
  later(job: DiskJob<unknown>, done: Waiting['done']): void {
    this.#queue.push({ job, done });
    if (!this.#busy) this.#begin();
  }

  #begin(): void {
    const next = this.#queue.shift();
    this.#busy = next !== undefined;
    if (!next) return;
    this.#loop.setTimer(() => {
      let value: unknown;
      let error: unknown = null;
      try {
        value = next.job.run();
      } catch (thrown) {
        error = thrown;
      }
      this.#begin();
      next.done(error, value);
    }, next.job.cost() / this.#speed);
  }
}
