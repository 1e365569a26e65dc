/** Scales and their ticks: time along the foot, counts and logarithmic latency up the side. */

/** A stretch of the session's time, ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The stretch a live view shows: the first `ms`, then the last `ms`, moving in half seconds. */
export function liveSpan(now: number, ms = 30_000): Span {
  const to = Math.max(ms, Math.ceil(now / 500) * 500);
  return { from: to - ms, to };
}

/** ms: lengths of a timeline; from the last on it grows by that much. */
const LENGTHS = [30, 60, 90, 120, 180, 300, 600].map((s) => s * 1000);

/** A whole run: from what is remembered to its end, and room ahead for what is planned. */
export function wholeSpan({ from, to }: Span, planned = 0): Span {
  const needed = Math.max(to * 1.04, planned + 2000) - from;
  const last = LENGTHS[LENGTHS.length - 1]!;
  const length = LENGTHS.find((one) => one >= needed) ?? Math.ceil(needed / last) * last;
  return { from, to: from + length };
}

/** A stretch around a moment of the past: some of what led to it, less of what came after. */
export function pastSpan(t: number, end: number, ms = 30_000): Span {
  const to = Math.max(
    ms,
    Math.min(Math.ceil(end / 500) * 500, Math.ceil((t + ms / 3) / 500) * 500),
  );
  return { from: to - ms, to };
}

export interface TimeScale extends Span {
  /** px of the ends. */
  readonly left: number;
  readonly right: number;
  readonly x: (t: number) => number;
  /** The moment at a place; within its ends. */
  readonly t: (x: number) => number;
  /** Whether a moment lies on it. */
  readonly has: (t: number) => boolean;
}

export function timeScale({ from, to }: Span, left: number, right: number): TimeScale {
  const perMs = (right - left) / Math.max(1, to - from);
  return {
    from,
    to,
    left,
    right,
    x: (t) => left + (t - from) * perMs,
    t: (x) => Math.min(to, Math.max(from, from + (x - left) / perMs)),
    has: (t) => t >= from && t <= to,
  };
}

export interface TimeTick {
  readonly t: number;
  readonly major: boolean;
  /** Seconds; the last one carries the unit. Major ticks only. */
  readonly label?: string;
}

const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

/** Ticks of a ruler: labels at least 70 px apart, small ticks between them. */
export function timeTicks(scale: TimeScale): TimeTick[] {
  const seconds = (scale.to - scale.from) / 1000;
  const room = Math.max(1, (scale.right - scale.left) / 70);
  const major = (STEPS.find((step) => seconds / step <= room) ?? 1200) * 1000;
  const minor = major / (major === 2000 || major === 20_000 ? 4 : major % 3000 === 0 ? 6 : 5);
  const ticks: TimeTick[] = [];
  for (let t = Math.ceil(scale.from / minor) * minor; t <= scale.to + 1e-6; t += minor) {
    const isMajor = Math.abs(t / major - Math.round(t / major)) < 1e-9;
    ticks.push(
      isMajor ? { t, major: true, label: String(Math.round(t / 1000)) } : { t, major: false },
    );
  }
  const last = ticks.findLast((tick) => tick.major);
  return ticks.map((tick) => (tick === last ? { ...tick, label: `${tick.label} s` } : tick));
}

/** Round numbers from 0 to at least `highest`: two to four steps. */
export function countTicks(highest: number): number[] {
  const step = Math.max(1, niceStep(Math.max(highest, 1) / 3));
  const ticks = [0];
  while (ticks[ticks.length - 1]! < highest) ticks.push(ticks[ticks.length - 1]! + step);
  return ticks.length > 1 ? ticks : [0, step];
}

function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return ([1, 2, 5, 10].find((m) => m * power >= atLeast) ?? 10) * power;
}

export interface LogScale {
  readonly low: number;
  readonly high: number;
  readonly y: (value: number) => number;
}

/** A log axis that holds all values, its ends at 1, 2 or 5 times a power of ten, at least a decade long. */
export function logScale(values: readonly number[], top: number, bottom: number): LogScale {
  const low = floorNice(values.length > 0 ? Math.min(...values) : 10);
  const high = Math.max(ceilNice(values.length > 0 ? Math.max(...values) : 100), low * 10);
  const perDecade = (bottom - top) / Math.log10(high / low);
  return { low, high, y: (value) => bottom - Math.log10(Math.max(value, low) / low) * perDecade };
}

export interface LogTick {
  readonly value: number;
  /** How long it is drawn: decades, fives, the rest; as on a slide rule. */
  readonly size: 'decade' | 'five' | 'small';
  readonly label?: string;
}

export function logTicks({ low, high }: LogScale): LogTick[] {
  const ticks: LogTick[] = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
    for (let m = 1; m < 10; m++) {
      const value = tidy(m * power);
      if (value < low - 1e-9 || value > high + 1e-9) continue;
      ticks.push(
        m === 1
          ? { value, size: 'decade', label: msLabel(value) }
          : { value, size: m === 5 ? 'five' : 'small' },
      );
    }
  }
  return ticks;
}

/** `10`, `0.5`, `1 s`, `20 s`. */
export function msLabel(ms: number): string {
  return ms >= 1000 ? `${tidy(ms / 1000)} s` : String(tidy(ms));
}

function floorNice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return tidy(([5, 2, 1].find((m) => m * power <= value) ?? 1) * power);
}

function ceilNice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return tidy(([1, 2, 5].find((m) => m * power >= value) ?? 10) * power);
}

/** Takes the dust of binary fractions off. */
function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
