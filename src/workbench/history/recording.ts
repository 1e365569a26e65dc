/**
 * A run as far as it has come, and as it was at any moment before. Events are kept in segments,
 * packed, with a checkpoint of the folds before each; a jump goes on from a checkpoint. What is
 * kept is bounded: when it grows past `KEPT_BYTES`, the oldest segment goes, and `reach` says how
 * far back one can still see.
 */
import type { JournalBatch } from '../../engine/contract.ts';
import type { JournalEvent } from '../../engine/journal.ts';
import { Metrics, REMEMBERED_MS } from '../../lab/metrics.ts';
import type { HopsState } from '../../lab/metrics/hops.ts';
import { Folds } from '../folds/all.ts';
import type { FoldsState } from '../folds/all.ts';
import { idOf, Traces } from '../folds/traces.ts';
import type { Trace } from '../folds/traces.ts';
import { pack, unpack } from './pack.ts';
import type { Packed } from './pack.ts';

/** A run as it stood at a moment: what every panel is drawn from. */
export interface Shown {
  /** ms since the session began. */
  readonly t: number;
  readonly folds: Folds;
  readonly metrics: Metrics;
}

interface Segment {
  /** ms: when its first event happened. */
  readonly from: number;
  readonly folds: FoldsState;
  readonly hops: HopsState;
  readonly packed: Packed;
  readonly bytes: number;
}

/** Memory that a run may take: ten minutes at 200 requests/s through three machines. */
export const KEPT_BYTES = 96 * 2 ** 20;
/** Events of a segment. */
const SEGMENT = 4096;
/** About how many bytes a checkpoint takes, and each request in it. */
const CHECKPOINT_COST = 8192;
const TRACE_COST = 600;
/** ms before a moment from which it is replayed, so that the marks of what was under way are known. */
const WARM_UP = 3000;
/** ms that the way of a request is looked for after it was sent. */
const TRACE_MS = 15_000;

export class Recording {
  readonly metrics: Metrics;
  readonly folds = new Folds();
  readonly #keptBytes: number;
  readonly #segments: Segment[] = [];
  /** The unfinished segment and the checkpoint before it. */
  #open: JournalEvent[] = [];
  #before: { readonly folds: FoldsState; readonly hops: HopsState };
  #bytes = 0;
  #dropped = false;
  /** The segment that was unpacked last: a drag stays in it for a while. */
  #read: { readonly packed: Packed; readonly events: readonly JournalEvent[] } | undefined;
  /** The last replay, to go on from when the next moment is soon after it. */
  #last: Shown | undefined;

  constructor({ slowMs, keptBytes = KEPT_BYTES }: { slowMs: number; keptBytes?: number }) {
    this.metrics = new Metrics({ slowMs });
    this.#keptBytes = keptBytes;
    this.#before = { folds: this.folds.state(), hops: this.metrics.hops.state() };
  }

  /** A run that is over. */
  static of(events: readonly JournalEvent[], end: number, slowMs: number): Recording {
    const recording = new Recording({ slowMs });
    // In pieces, because checkpoints are taken between them.
    for (let i = 0; i < events.length; i += SEGMENT) {
      const piece = events.slice(i, i + SEGMENT);
      recording.take({ events: piece, now: piece.at(-1)?.t ?? 0 });
    }
    recording.take({ events: [], now: end });
    return recording;
  }

  /** The run as it stands. */
  get head(): Shown {
    return { t: this.metrics.now, folds: this.folds, metrics: this.metrics };
  }

  /** ms: up to where it is known. */
  get now(): number {
    return this.metrics.now;
  }

  /** ms: the earliest moment that can still be seen. */
  get reach(): number {
    const kept = this.#dropped ? (this.#segments[0]?.from ?? 0) : 0;
    return Math.max(0, kept, this.now - REMEMBERED_MS);
  }

  /** About how much memory the events take. */
  get bytes(): number {
    return this.#bytes;
  }

  take(batch: JournalBatch): void {
    this.metrics.fold(batch);
    for (const event of batch.events) {
      this.folds.add(event);
      this.#open.push(event);
    }
    // Only here: the checkpoint must hold exactly what came before the next segment.
    if (this.#open.length >= SEGMENT) this.#seal();
  }

  /** The run as it was at `t`, within `reach` and `now`. Good until it is asked again. */
  at(t: number): Shown {
    const to = Math.min(Math.max(t, this.reach), this.now);
    const last = this.#last;
    if (last?.t === to) return last;
    const goesOn = last !== undefined && last.t <= to && to - last.t < WARM_UP;
    const start = goesOn ? this.#indexAt(last.t) : this.#indexAt(to - WARM_UP);
    const { folds, metrics } = goesOn ? last : this.#from(start);
    const after = goesOn ? last.t : -Infinity;
    for (const event of this.#since(start)) {
      if (event.t > to) break;
      if (event.t <= after) continue;
      folds.add(event);
      metrics.replay(event);
    }
    metrics.stand(to);
    this.#last = { t: to, folds, metrics };
    return this.#last;
  }

  /** The first event after `t` that `wanted` picks: when it happened. */
  next(t: number, wanted: (event: JournalEvent) => boolean = () => true): number | undefined {
    for (const event of this.#since(this.#indexAt(t))) {
      if (event.t > t && wanted(event)) return event.t;
    }
    return undefined;
  }

  /** The whole way, as far as it is known by now, of a request that was sent at `sent`. */
  trace(id: string, sent: number): Trace | undefined {
    const traces = new Traces();
    const hops = new Set<number>();
    let open = 0;
    for (const event of this.#since(this.#indexAt(sent))) {
      if (event.t > sent + TRACE_MS) break;
      if (event.t < sent || !('id' in event)) continue;
      if (event.kind === 'send' && idOf(event) === id) {
        hops.add(event.id);
        open += 1;
      }
      if (!hops.has(event.id)) continue;
      traces.add(event);
      // The client's own hop is open until all that it waits for is over.
      if (event.kind === 'done' && (open -= 1) === 0) break;
    }
    return traces.get(id);
  }

  #seal(): void {
    const from = this.#open[0]?.t ?? 0;
    const packed = pack(this.#open);
    const { failures, open } = this.#before.folds.traces;
    const bytes = packed.bytes + CHECKPOINT_COST + TRACE_COST * (failures.length + open.length);
    this.#segments.push({ from, packed, bytes, ...this.#before });
    this.#bytes += bytes;
    this.#open = [];
    this.#before = {
      folds: this.folds.state(this.#before.folds),
      hops: this.metrics.hops.state(),
    };
    while (this.#bytes > this.#keptBytes && this.#segments.length > 1) {
      this.#bytes -= this.#segments.shift()!.bytes;
      this.#dropped = true;
    }
  }

  /** Index of the last segment that began before `t`; that of the unfinished one is their count. */
  #indexAt(t: number): number {
    const open = this.#open[0];
    if (open && open.t < t) return this.#segments.length;
    // Events of one moment may lie in two segments: before, not at.
    const found = this.#segments.findLastIndex((segment) => segment.from < t);
    return Math.max(0, found);
  }

  /** Folds as they stood before a segment. */
  #from(index: number): { folds: Folds; metrics: Metrics } {
    const { folds, hops } = this.#segments[index] ?? this.#before;
    return { folds: new Folds(folds), metrics: this.metrics.past(hops) };
  }

  *#since(index: number): Generator<JournalEvent> {
    for (let i = index; i < this.#segments.length; i += 1) yield* this.#events(this.#segments[i]!);
    yield* this.#open;
  }

  #events({ packed }: Segment): readonly JournalEvent[] {
    if (this.#read?.packed !== packed) this.#read = { packed, events: unpack(packed) };
    return this.#read.events;
  }
}
