/** A gauge at even steps along a time axis. */
import type { TimeScale } from './scale.ts';

export interface Sample {
  readonly t: number;
  readonly value: number;
}

/** Points along a strip. */
const POINTS = 150;

/** @param known ms: nothing later is asked for. */
export function sample(
  scale: TimeScale,
  known: number,
  of: (t: number) => number | undefined,
): Sample[] {
  const step = (scale.to - scale.from) / POINTS;
  const samples: Sample[] = [];
  for (let t = scale.from; t <= Math.min(known, scale.to); t += step) {
    const value = of(t);
    if (value !== undefined) samples.push({ t, value });
  }
  return samples;
}
