/** sinh, cosh, tanh and their inverses: fdlibm's e_sinh, e_cosh, s_tanh, s_asinh, e_acosh, e_atanh. */
import { exp, expm1, log, log1p } from './exponential.ts';
import { highOf } from './words.ts';

const LN2 = 6.93147180559945286227e-1;
/** Beyond it exp overflows, and beyond the second sinh and cosh do. */
const EXP_LIMIT = 7.097822265625e2;
const LIMIT = 7.10475860073943863426e2;

export function sinh(x: number): number {
  if (!Number.isFinite(x)) return x;
  const half = x < 0 ? -0.5 : 0.5;
  const ax = Math.abs(x);
  if (ax < 22) {
    if (ax < 2 ** -28) return x;
    const t = expm1(ax);
    return ax < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (ax < EXP_LIMIT) return half * exp(ax);
  if (ax > LIMIT) return x * Infinity;
  const w = exp(0.5 * ax);
  return half * w * w;
}

export function cosh(x: number): number {
  if (!Number.isFinite(x)) return Math.abs(x);
  const ix = highOf(x) & 0x7fffffff;
  const ax = Math.abs(x);
  if (ix < 0x3fd62e43) {
    const t = expm1(ax);
    const w = 1 + t;
    return ix < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (ix < 0x40360000) {
    const t = exp(ax);
    return 0.5 * t + 0.5 / t;
  }
  if (ax < EXP_LIMIT) return 0.5 * exp(ax);
  if (ax > LIMIT) return Infinity;
  const w = exp(0.5 * ax);
  return 0.5 * w * w;
}

export function tanh(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const ax = Math.abs(x);
  if (ax >= 22) return x < 0 ? -1 : 1;
  if (ax < 2 ** -28) return x;
  let z: number;
  if (ax >= 1) z = 1 - 2 / (expm1(2 * ax) + 2);
  else {
    const t = expm1(-2 * ax);
    z = -t / (t + 2);
  }
  return x < 0 ? -z : z;
}

export function asinh(x: number): number {
  if (!Number.isFinite(x)) return x;
  const ix = highOf(x) & 0x7fffffff;
  const ax = Math.abs(x);
  if (ix < 0x3e300000) return x;
  let w: number;
  if (ix > 0x41b00000) w = log(ax) + LN2;
  else if (ix > 0x40000000) w = log(2 * ax + 1 / (Math.sqrt(x * x + 1) + ax));
  else {
    const t = x * x;
    w = log1p(ax + t / (1 + Math.sqrt(1 + t)));
  }
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  const hx = highOf(x);
  if (hx >= 0x41b00000) return x === Infinity ? x : log(x) + LN2;
  if (x === 1) return 0;
  if (hx > 0x40000000) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return NaN;
  if (ax === 1) return x * Infinity;
  if (ax < 2 ** -28) return x;
  const t =
    ax < 0.5
      ? 0.5 * log1p(ax + ax + ((ax + ax) * ax) / (1 - ax))
      : 0.5 * log1p((ax + ax) / (1 - ax));
  return x < 0 ? -t : t;
}
