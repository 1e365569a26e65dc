/**
 * An angle within a quarter of pi of zero, and how many quarters of a turn were taken off.
 *
 * fdlibm carries two hundred digits of two over pi for the largest arguments; here whole numbers of
 * any length do that: an angle is a whole number times a power of two, so its remainder is exact.
 */
import { highOf } from './words.ts';

export interface Reduced {
  /** Quarters of a turn, modulo 4. */
  readonly n: number;
  /** The rest, and what that lacks. */
  readonly hi: number;
  readonly lo: number;
}

const PIO2_1 = 1.57079632673412561417;
const PIO2_1T = 6.07710050650619224932e-11;
const PIO2_2 = 6.0771005063039659766e-11;
const PIO2_2T = 2.02226624879595063154e-21;
const PIO2_3 = 2.0222662487111664558e-21;
const PIO2_3T = 8.47842766036889956997e-32;

/** @param x finite, and more than a quarter of pi from zero */
export function reduce(x: number): Reduced {
  const ix = highOf(x) & 0x7fffffff;
  if (ix < 0x4002d97c) {
    // Up to three quarters of pi: one quarter of a turn.
    const sign = x > 0 ? 1 : -1;
    const near = ix === 0x3ff921fb;
    const z = x - sign * PIO2_1 - (near ? sign * PIO2_2 : 0);
    const rest = sign * (near ? PIO2_2T : PIO2_1T);
    const hi = z - rest;
    return { n: sign, hi, lo: z - hi - rest };
  }
  return ix <= 0x413921fb ? medium(x, ix) : large(x);
}

function medium(x: number, ix: number): Reduced {
  const t = Math.abs(x);
  const n = Math.trunc(t * 6.36619772367581382433e-1 + 0.5);
  let r = t - n * PIO2_1;
  let w = n * PIO2_1T;
  let hi = r - w;
  const exponent = ix >> 20;
  const lost = (): number => exponent - ((highOf(hi) >> 20) & 0x7ff);
  if (lost() > 16) {
    let before = r;
    w = n * PIO2_2;
    r = before - w;
    w = n * PIO2_2T - (before - r - w);
    hi = r - w;
    if (lost() > 49) {
      before = r;
      w = n * PIO2_3;
      r = before - w;
      w = n * PIO2_3T - (before - r - w);
      hi = r - w;
    }
  }
  const lo = r - hi - w;
  return x < 0 ? { n: -n, hi: -hi, lo: -lo } : { n, hi, lo };
}

/** Half of pi times two to the power of 1200, rounded. */
let half: bigint | null = null;
const BITS = 1200n;

function large(x: number): Reduced {
  half ??= halfPi();
  const high = highOf(x) & 0x7fffffff;
  const exponent = (high >> 20) - 1075;
  const whole = BigInt(Math.abs(x) / 2 ** exponent);
  // The angle with 1200 bits behind the point; beyond them it has none.
  const angle = whole << (BigInt(exponent) + BITS);
  // A number as large as 2^1024 loses as many of those bits to the error of half pi.
  let n = angle / half;
  let rest = angle - n * half;
  if (rest * 2n > half) {
    n += 1n;
    rest -= half;
  }
  const hi = toNumber(rest);
  const lo = toNumber(rest - fromNumber(hi));
  const quarters = Number(n & 3n);
  return x < 0 ? { n: -quarters, hi: -hi, lo: -lo } : { n: quarters, hi, lo };
}

const SHIFT = 300n;
const KEPT = Number(BITS - SHIFT);

function toNumber(fixed: bigint): number {
  return Number(fixed >> SHIFT) * 2 ** -KEPT;
}

function fromNumber(x: number): bigint {
  return BigInt(x * 2 ** KEPT) << SHIFT;
}

/** By Machin's formula: pi is 16 times the arc tangent of 1/5, less 4 times that of 1/239. */
function halfPi(): bigint {
  const guard = 64n;
  const arcTangentOfOneOver = (n: bigint): bigint => {
    let power = (1n << (BITS + guard)) / n;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power /= -n * n;
      sum += power / k;
    }
    return sum;
  };
  return (8n * arcTangentOfOneOver(5n) - 2n * arcTangentOfOneOver(239n)) >> guard;
}
