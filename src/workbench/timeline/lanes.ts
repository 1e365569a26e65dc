/** Which row of the timeline a bar lies in: bars of one lane that overlap lie below each other. */
import type { FaultSpan } from '../folds/faults.ts';
import type { TimeScale } from '../charts/scale.ts';
import type { PlanSpan } from './planned.ts';

/** A fault that happened, or one that is planned. */
export type Spell = FaultSpan | PlanSpan;

export interface Bar<T extends Spell = Spell> {
  readonly fault: T;
  /** px. */
  readonly x: number;
  readonly width: number;
  /** From 0, within its lane. */
  readonly row: number;
  /** It still lasts, so that it can be ended; or it is still to come. */
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
const NARROWEST = 24;

export function isPlanned(fault: Spell): fault is PlanSpan {
  return 'items' in fault;
}

/** @param now up to where the run is known: what happened later is not there yet. */
export function lanesOf(
  faults: readonly FaultSpan[],
  scale: TimeScale,
  now: number,
  plan: readonly PlanSpan[] = [],
): Lane[] {
  const spells: Spell[] = [...faults.filter(({ from }) => from <= now), ...plan];
  return (['links', 'machines'] as const).map((name) => {
    const ends: number[] = [];
    const bars = spells
      .filter(
        (fault) =>
          fault.lane === name && fault.from < scale.to && (fault.until ?? Infinity) >= scale.from,
      )
      .sort((a, b) => a.from - b.from)
      .map((fault) => bar(fault, scale, now, ends));
    return { name, rows: Math.max(1, ends.length), bars };
  });
}

function bar(fault: Spell, scale: TimeScale, now: number, ends: number[]): Bar {
  const active = fault.until === undefined || fault.until > now || isPlanned(fault);
  const x = Math.max(scale.left, scale.x(fault.from));
  // What lasts is drawn to the end of the ruler: nobody knows yet when it ends.
  const until = fault.until ?? Infinity;
  const end =
    until > now && !isPlanned(fault) ? scale.right : Math.min(scale.right, scale.x(until));
  const width = Math.max(NARROWEST, end - x);
  const free = ends.findIndex((taken) => taken <= x);
  const row = free >= 0 ? free : Math.min(ends.length, ROWS_AT_MOST - 1);
  ends[row] = Math.max(ends[row] ?? 0, x + width);
  return { fault, x: Math.min(x, scale.right - width), width, row, active };
}
