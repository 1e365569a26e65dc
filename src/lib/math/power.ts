/* eslint-disable no-loss-of-precision -- the digits are fdlibm's own */
/** pow, cbrt and hypot: fdlibm's e_pow and s_cbrt, and a sum that keeps what rounding takes. */
import { fromWords, highOf, lowOf, scale, withHigh, withoutLow } from './words.ts';

type Parity = 'none' | 'odd' | 'even';

/** Whether a number is whole, and which kind. */
function parityOf(y: number): Parity {
  if (!Number.isInteger(y)) return 'none';
  return y % 2 === 0 ? 'even' : 'odd';
}

/** As ECMAScript has it: `1 ** Infinity` is NaN. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const ax = Math.abs(x);
  if (!Number.isFinite(y)) {
    if (ax === 1) return NaN;
    return ax > 1 === y > 0 ? Infinity : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  const negative = x < 0 || Object.is(x, -0);
  if (y === 0.5 && !negative) return Math.sqrt(x);
  if (x === 10 && Number.isInteger(y)) return Number(`1e${y}`);
  const parity = parityOf(y);
  // What is exact upwards is as near as can be downwards.
  if (y < 0 && y > -64 && parity !== 'none' && Number.isInteger(x)) {
    const over = pow(x, -y);
    if (Math.abs(over) <= 2 ** 53 && over !== 0) return 1 / over;
  }
  const sign = negative && parity === 'odd' ? -1 : 1;
  if (ax === 0 || ax === 1 || ax === Infinity) {
    if (ax === 1 && negative && parity === 'none') return NaN;
    return sign * (y < 0 ? 1 / ax : ax);
  }
  if (negative && parity === 'none') return NaN;
  return sign * positivePower(ax, y);
}

/** A number in two parts, of which the first has no lower half. */
interface Double {
  readonly hi: number;
  readonly lo: number;
}

function positivePower(ax: number, y: number): number {
  const ix = highOf(ax);
  const iy = highOf(y) & 0x7fffffff;
  let log2: Double;
  if (iy > 0x41e00000) {
    // |y| above 2^31: all but what is next to one is too large, or nothing.
    const grows = ax > 1 === y > 0;
    if (iy > 0x43f00000 || ix < 0x3fefffff || ix > 0x3ff00000) return grows ? Infinity : 0;
    log2 = log2NearOne(ax);
  } else log2 = log2Of(ax);
  const y1 = withoutLow(y);
  const low = (y - y1) * log2.hi + y * log2.lo;
  return exp2({ hi: y1 * log2.hi, lo: low });
}

function log2NearOne(ax: number): Double {
  const t = ax - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  const u = 1.44269502162933349609 * t;
  const v = t * 1.92596299112661746887e-8 - w * 1.442695040888963387;
  const hi = withoutLow(u + v);
  return { hi, lo: v - (hi - u) };
}

function log2Of(given: number): Double {
  let ax = given;
  let ix = highOf(ax);
  let n = 0;
  if (ix < 0x00100000) {
    ax *= 2 ** 53;
    n -= 53;
    ix = highOf(ax);
  }
  n += (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let k = 0;
  if (j > 0x3988e) {
    if (j < 0xbb67a) k = 1;
    else {
      n += 1;
      ix -= 0x00100000;
    }
  }
  ax = withHigh(ax, ix);
  const base = k === 0 ? 1 : 1.5;
  const baseHi = k === 0 ? 0 : 5.84962487220764160156e-1;
  const baseLo = k === 0 ? 0 : 1.35003920212974897128e-8;
  let u = ax - base;
  let v = 1 / (ax + base);
  const ss = u * v;
  const sHi = withoutLow(ss);
  let tHi = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
  let tLo = ax - (tHi - base);
  const sLo = v * (u - sHi * tHi - sHi * tLo);
  let s2 = ss * ss;
  let r =
    s2 *
    s2 *
    (5.99999999999994648725e-1 +
      s2 *
        (4.28571428578550184252e-1 +
          s2 *
            (3.33333329818377432918e-1 +
              s2 *
                (2.72728123808534006489e-1 +
                  s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1)))));
  r += sLo * (sHi + ss);
  s2 = sHi * sHi;
  tHi = withoutLow(3 + s2 + r);
  tLo = r - (tHi - 3 - s2);
  u = sHi * tHi;
  v = sLo * tHi + tLo * ss;
  const pHi = withoutLow(u + v);
  const pLo = v - (pHi - u);
  const zHi = 9.61796700954437255859e-1 * pHi;
  const zLo = -7.02846165095275826516e-9 * pHi + pLo * 9.61796693925975554329e-1 + baseLo;
  const hi = withoutLow(zHi + zLo + baseHi + n);
  return { hi, lo: zLo - (hi - n - baseHi - zHi) };
}

function exp2({ hi, lo }: Double): number {
  let z = lo + hi;
  const j = highOf(z);
  const i = lowOf(z);
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | i) !== 0 || lo + 8.0085662595372944372e-17 > z - hi) return Infinity;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {
    if (((j - (0xc090cc00 | 0)) | i) !== 0 || lo <= z - hi) return 0;
  }
  const size = j & 0x7fffffff;
  let rest = hi;
  let n = 0;
  if (size > 0x3fe00000) {
    const rounded = j + (0x00100000 >> ((size >> 20) - 0x3ff + 1));
    const k = ((rounded & 0x7fffffff) >> 20) - 0x3ff;
    const whole = fromWords(rounded & ~(0x000fffff >> k), 0);
    n = ((rounded & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    rest -= whole;
  }
  let t = withoutLow(lo + rest);
  const u = t * 6.93147182464599609375e-1;
  const v = (lo - (t - rest)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  z = u + v;
  const w = v - (z - u);
  t = z * z;
  const t1 =
    z -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 +
                t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const r = (z * t1) / (t1 - 2) - (w + z * w);
  z = 1 - (r - z);
  const high = highOf(z) + (n << 20);
  return high >> 20 <= 0 ? scale(z, n) : withHigh(z, high);
}

export function cbrt(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const hx = highOf(x) & 0x7fffffff;
  const sign = x < 0 ? 0x80000000 : 0;
  let guess: number;
  if (hx < 0x00100000) {
    const high = highOf(x * 2 ** 54) & 0x7fffffff;
    guess = Math.trunc(high / 3) + 696219795;
  } else guess = Math.trunc(hx / 3) + 715094163;
  let t = fromWords(sign | guess | 0, 0);
  let r = t * t * (t / x);
  t *=
    1.87595182427177009643 +
    r * (-1.88497979543377169875 + r * 1.62142972010535446614) +
    r * r * r * (-0.758397934778766047437 + r * 0.145996192886612446982);
  // Rounded to 23 bits, so that its square is exact.
  const low = lowOf(t) >>> 0;
  t = fromWords(highOf(t) + (low >= 0x80000000 ? 1 : 0), (low + 0x80000000) & 0xc0000000);
  const s = t * t;
  r = x / s;
  r = (r - t) / (t + t + r);
  return t + t * r;
}

export function hypot(values: readonly number[]): number {
  const sizes = values.map(Math.abs);
  if (sizes.includes(Infinity)) return Infinity;
  let largest = 0;
  for (const size of sizes) {
    if (Number.isNaN(size)) return NaN;
    if (size > largest) largest = size;
  }
  if (largest === 0) return 0;
  let sum = 0;
  let lost = 0;
  for (const size of sizes) {
    const n = size / largest;
    const summand = n * n - lost;
    const next = sum + summand;
    lost = next - sum - summand;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}
