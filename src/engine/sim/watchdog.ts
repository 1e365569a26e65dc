/**
 * Waits for answers of processes, and gives up on those that compute for ever.
 *
 * It measures in work and not in time: on a stalled computer nobody is stuck for that. While
 * somebody is overdue, a Worker beside the processes does one piece of work after another; who has
 * not answered while so many were done had its share of the processor and is stuck.
 */
import type { KernelHost } from './host.ts';
import type { WindowResult } from './protocol.ts';

/** How often it looks, real ms. */
const TICK_MS = 250;
/** So many pieces of work (`hosts/work.ts`) without an answer are too many. */
const STUCK_AFTER = 12;

/** An answer that is waited for. */
export class Pending {
  readonly result: Promise<WindowResult | null>;
  /** It had not come when the watchdog looked. */
  overdue = false;
  /** Pieces of work done beside it since then. */
  pieces = 0;
  #resolve!: (result: WindowResult | null) => void;

  constructor() {
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** It has got on with its work: the wait begins anew. */
  heard(): void {
    this.overdue = false;
    this.pieces = 0;
  }

  /** Ends the wait, the first time; null when no answer will come. */
  settle(result: WindowResult | null): void {
    this.#resolve(result);
  }
}

export class Watchdog {
  readonly #host: Pick<KernelHost, 'after' | 'afterWork'>;
  readonly #pending = new Set<Pending>();
  #cancel = (): void => {};
  #over = false;

  constructor(host: Pick<KernelHost, 'after' | 'afterWork'>) {
    this.#host = host;
    this.#arm();
  }

  /** Starts a wait. */
  expect(): Pending {
    const pending = new Pending();
    this.#pending.add(pending);
    void pending.result.then(() => this.#pending.delete(pending));
    return pending;
  }

  /** Ends every wait without an answer. */
  dispose(): void {
    this.#over = true;
    this.#cancel();
    for (const pending of this.#pending) pending.settle(null);
  }

  #arm(): void {
    const { afterWork } = this.#host;
    if (!afterWork || this.#over) return;
    this.#cancel = this.#host.after(TICK_MS, () => {
      const overdue = [...this.#pending].filter((pending) => pending.overdue);
      for (const pending of this.#pending) pending.overdue = true;
      if (overdue.length === 0) this.#arm();
      else {
        afterWork(() => {
          for (const pending of overdue)
            if (pending.overdue && ++pending.pieces >= STUCK_AFTER) pending.settle(null);
          this.#arm();
        });
      }
    });
  }
}
