/** Which row of the timeline a fault's bar lies in: bars of one lane that overlap lie below each other. */
import type { FaultSpan } from '../folds/faults.ts';
import type { TimeScale } from '../charts/scale.ts';

export interface Bar {
  readonly fault: FaultSpan;
  /** px. */
  readonly x: number;
  readonly width: number;
  /** From 0, within its lane. */
  readonly row: number;
  /** It still lasts, so that it can be ended. */
  readonly active: boolean;
}

export interface Lane {
  readonly name: 'links' | 'machines';
  readonly rows: number;
  readonly bars: readonly Bar[];
}

/** More than so many rows do not fit; what is left shares the last. */
const ROWS_AT_MOST = 2;
/** A bar stays wide enough to see and to press. */
const NARROWEST = 16;

export function lanesOf(faults: readonly FaultSpan[], scale: TimeScale, now: number): Lane[] {
  return (['links', 'machines'] as const).map((name) => {
    const ends: number[] = [];
    const bars = faults
      .filter(
        (fault) =>
          fault.lane === name &&
          fault.from <= now &&
          fault.from < scale.to &&
          (fault.until ?? Infinity) > scale.from,
      )
      .sort((a, b) => a.from - b.from)
      .map((fault) => bar(fault, scale, now, ends));
    return { name, rows: Math.max(1, ends.length), bars };
  });
}

function bar(fault: FaultSpan, scale: TimeScale, now: number, ends: number[]): Bar {
  const active = fault.until === undefined || fault.until > now;
  const x = Math.max(scale.left, scale.x(fault.from));
  // What lasts is drawn to the end of the ruler: nobody knows yet when it ends.
  const end = active ? scale.right : Math.min(scale.right, scale.x(fault.until));
  const width = Math.max(NARROWEST, end - x);
  const free = ends.findIndex((taken) => taken <= x);
  const row = free >= 0 ? free : Math.min(ends.length, ROWS_AT_MOST - 1);
  ends[row] = Math.max(ends[row] ?? 0, x + width);
  return { fault, x: Math.min(x, scale.right - width), width, row, active };
}
