/** Client requests by outcome and their latency, per slice of time. */
import { Histogram } from './histogram.ts';

/** `slow`: as expected, but late. `failed`: refused, reset, given up, or not the answer expected. */
export type Outcome = 'ok' | 'slow' | 'failed';

/** Requests of one slice: `sent` by when they left, the outcomes by when they ended. */
export interface Bucket {
  /** ms since the session began; the slice lasts `Traffic.bucketMs`. */
  readonly from: number;
  readonly sent: number;
  readonly ok: number;
  readonly slow: number;
  readonly failed: number;
  /** ms, over the good answers (ok and slow) of the slice; absent when there were none. */
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

interface Open {
  from: number;
  sent: number;
  ok: number;
  slow: number;
  failed: number;
}

export class Traffic {
  readonly bucketMs: number;
  readonly #keep: number;
  readonly #closed: Bucket[] = [];
  #open: Open = empty(0);
  readonly #latency = new Histogram();

  /** @param keep how many slices are remembered. */
  constructor(bucketMs: number, keep: number) {
    this.bucketMs = bucketMs;
    this.#keep = keep;
  }

  /** Times never go back. */
  sent(t: number): void {
    this.advance(t);
    this.#open.sent += 1;
  }

  ended(t: number, outcome: Outcome, ms: number): void {
    this.advance(t);
    this.#open[outcome] += 1;
    if (outcome !== 'failed') this.#latency.add(ms);
  }

  /** Closes every slice that ended by `t`. */
  advance(t: number): void {
    const target = Math.floor(t / this.bucketMs) * this.bucketMs;
    if (target <= this.#open.from) return;
    this.#closed.push(this.#read());
    this.#latency.clear();
    const oldest = target - this.#keep * this.bucketMs;
    // A leap past all that is remembered: the slices stay without a gap.
    if (this.#open.from < oldest) this.#closed.length = 0;
    const first = Math.max(this.#open.from + this.bucketMs, oldest);
    for (let from = first; from < target; from += this.bucketMs) this.#closed.push(empty(from));
    this.#open = empty(target);
    // In blocks: moving every slice for each new one would cost more than the slices.
    if (this.#closed.length > this.#keep * 1.25)
      this.#closed.splice(0, this.#closed.length - this.#keep);
  }

  /** The slices that begin in [from, to), oldest first, the unfinished one included. */
  between(from: number, to: number): Bucket[] {
    const first = this.#closed[0]?.from ?? this.#open.from;
    const start = Math.max(0, Math.floor((from - first) / this.bucketMs));
    const end = Math.max(0, Math.ceil((to - first) / this.bucketMs));
    const found = this.#closed.slice(start, end);
    if (this.#open.from >= from && this.#open.from < to) found.push(this.#read());
    return found;
  }

  /** Client requests sent per second, over the whole slices of the last `overMs` before `t`. */
  sentPerSecond(t: number, overMs = 2000): number {
    const slices = Math.max(1, Math.round(overMs / this.bucketMs));
    const end = Math.floor(t / this.bucketMs) * this.bucketMs;
    const found = this.between(Math.max(0, end - slices * this.bucketMs), end);
    const seconds = (found.length * this.bucketMs) / 1000;
    return seconds === 0 ? 0 : found.reduce((sum, bucket) => sum + bucket.sent, 0) / seconds;
  }

  #read(): Bucket {
    const [p50, p95, p99] = this.#latency.quantiles([0.5, 0.95, 0.99]);
    return p50 === undefined ? { ...this.#open } : { ...this.#open, p50, p95, p99 };
  }
}

function empty(from: number): Open {
  return { from, sent: 0, ok: 0, slow: 0, failed: 0 };
}
