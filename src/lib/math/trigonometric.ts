/* eslint-disable no-loss-of-precision -- the digits are fdlibm's own */
/** sin, cos, tan and their inverses: fdlibm's k_sin, k_cos, k_tan, s_atan, e_asin, e_acos, e_atan2. */
import { fromWords, highOf, lowOf, withoutLow } from './words.ts';
import { reduce } from './reduce.ts';

const PIO2_HI = 1.570796326794896558;
const PIO2_LO = 6.12323399573676603587e-17;

/** For |x| up to a quarter of pi; `y` is what `x` lacks. */
function kernelSin(x: number, y: number, exact: boolean): number {
  if ((highOf(x) & 0x7fffffff) < 0x3e400000) return x;
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z *
          (2.75573137070700676789e-6 +
            z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  if (exact) return x + v * (-1.66666666666666324348e-1 + z * r);
  return x - (z * (0.5 * y - v * r) - y - v * -1.66666666666666324348e-1);
}

function kernelCos(x: number, y: number): number {
  const ix = highOf(x) & 0x7fffffff;
  if (ix < 0x3e400000) return 1;
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  if (ix < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  const qx = ix > 0x3fe90000 ? 0.28125 : quarter(ix);
  const iz = 0.5 * z - qx;
  return 1 - qx - (iz - (z * r - x * y));
}

/** A quarter of a number, of whose upper half no more than the exponent and 20 bits count. */
function quarter(high: number): number {
  return fromWords(high - 0x00200000, 0);
}

const T = [
  3.33333333333334091986e-1, 1.33333333333201242699e-1, 5.39682539762260521377e-2,
  2.18694882948595424599e-2, 8.86323982359930005737e-3, 3.59207910759131235356e-3,
  1.45620945432529025516e-3, 5.88041240820264096874e-4, 2.46463134818469906812e-4,
  7.817944429395570923e-5, 7.14072491382608190305e-5, -1.85586374855275456654e-5,
  2.59073051863633712884e-5,
] as const;

/** `odd`: minus one over it instead. */
function kernelTan(givenX: number, givenY: number, odd: boolean): number {
  let x = givenX;
  let y = givenY;
  const hx = highOf(x);
  const ix = hx & 0x7fffffff;
  if (ix < 0x3e300000 && Math.trunc(x) === 0) {
    if ((ix | lowOf(x)) === 0 && odd) return 1 / Math.abs(x);
    if (!odd) return x;
    const w = x + y;
    const z = withoutLow(w);
    const v = y - (z - x);
    const a = -1 / w;
    const t = withoutLow(a);
    const s = 1 + t * z;
    return t + a * (s + t * v);
  }
  const big = ix >= 0x3fe59428;
  if (big) {
    if (x < 0) {
      x = -x;
      y = -y;
    }
    x = 7.85398163397448278999e-1 - x + (3.06161699786838301793e-17 - y);
    y = 0;
  }
  const z = x * x;
  const w = z * z;
  let r = T[1] + w * (T[3] + w * (T[5] + w * (T[7] + w * (T[9] + w * T[11]))));
  const v = z * (T[2] + w * (T[4] + w * (T[6] + w * (T[8] + w * (T[10] + w * T[12])))));
  let s = z * x;
  r = y + z * (s * (r + v) + y);
  r += T[0] * s;
  const sum = x + r;
  if (big) {
    const sign = 1 - ((hx >> 30) & 2);
    const one = odd ? -1 : 1;
    return sign * (one - 2 * (x - ((sum * sum) / (sum + one) - r)));
  }
  if (!odd) return sum;
  const z0 = withoutLow(sum);
  const v0 = r - (z0 - x);
  const a = -1 / sum;
  const t = withoutLow(a);
  s = 1 + t * z0;
  return t + a * (s + t * v0);
}

export function sin(x: number): number {
  const ix = highOf(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return kernelSin(x, 0, true);
  if (ix >= 0x7ff00000) return NaN;
  const { n, hi, lo } = reduce(x);
  switch (n & 3) {
    case 0:
      return kernelSin(hi, lo, false);
    case 1:
      return kernelCos(hi, lo);
    case 2:
      return -kernelSin(hi, lo, false);
    default:
      return -kernelCos(hi, lo);
  }
}

export function cos(x: number): number {
  const ix = highOf(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return kernelCos(x, 0);
  if (ix >= 0x7ff00000) return NaN;
  const { n, hi, lo } = reduce(x);
  switch (n & 3) {
    case 0:
      return kernelCos(hi, lo);
    case 1:
      return -kernelSin(hi, lo, false);
    case 2:
      return -kernelCos(hi, lo);
    default:
      return kernelSin(hi, lo, false);
  }
}

export function tan(x: number): number {
  const ix = highOf(x) & 0x7fffffff;
  if (ix <= 0x3fe921fb) return kernelTan(x, 0, false);
  if (ix >= 0x7ff00000) return NaN;
  const { n, hi, lo } = reduce(x);
  return kernelTan(hi, lo, (n & 1) === 1);
}

const ATAN_HI = [
  4.63647609000806093515e-1, 7.85398163397448278999e-1, 9.82793723247329054082e-1,
  1.570796326794896558,
] as const;
const ATAN_LO = [
  2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
  6.12323399573676603587e-17,
] as const;

export function atan(given: number): number {
  let x = given;
  const hx = highOf(x);
  const ix = hx & 0x7fffffff;
  if (ix >= 0x44100000) {
    if (Number.isNaN(x)) return NaN;
    return hx > 0 ? ATAN_HI[3] + ATAN_LO[3] : -ATAN_HI[3] - ATAN_LO[3];
  }
  let id = -1;
  if (ix < 0x3fdc0000) {
    if (ix < 0x3e400000) return x;
  } else {
    x = Math.abs(x);
    if (ix < 0x3ff30000) {
      if (ix < 0x3fe60000) {
        id = 0;
        x = (2 * x - 1) / (2 + x);
      } else {
        id = 1;
        x = (x - 1) / (x + 1);
      }
    } else if (ix < 0x40038000) {
      id = 2;
      x = (x - 1.5) / (1 + 1.5 * x);
    } else {
      id = 3;
      x = -1 / x;
    }
  }
  const z = x * x;
  const w = z * z;
  const s1 =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w *
                (6.66107313738753120669e-2 +
                  w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const s2 =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w *
            (-7.69187620504482999495e-2 +
              w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  if (id < 0) return x - x * (s1 + s2);
  const result = ATAN_HI[id]! - (x * (s1 + s2) - ATAN_LO[id]! - x);
  return hx < 0 ? -result : result;
}

export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === 1) return atan(y);
  const negativeY = y < 0 || Object.is(y, -0);
  const negativeX = x < 0 || Object.is(x, -0);
  const TINY = 1e-300;
  const PI_LO = 1.2246467991473531772e-16;
  if (y === 0) {
    if (!negativeX) return y;
    return negativeY ? -Math.PI - TINY : Math.PI + TINY;
  }
  if (x === 0) return negativeY ? -PIO2_HI - TINY : PIO2_HI + TINY;
  if (!Number.isFinite(x)) {
    if (!Number.isFinite(y)) {
      const angle = (negativeX ? 3 : 1) * 7.85398163397448279e-1;
      return negativeY ? -angle - TINY : angle + TINY;
    }
    if (negativeX) return negativeY ? -Math.PI - TINY : Math.PI + TINY;
    return negativeY ? -0 : 0;
  }
  if (!Number.isFinite(y)) return negativeY ? -PIO2_HI - TINY : PIO2_HI + TINY;
  const k = ((highOf(y) & 0x7fffffff) - (highOf(x) & 0x7fffffff)) >> 20;
  let z: number;
  let over = false;
  if (k > 60) {
    z = PIO2_HI + 0.5 * PI_LO;
    over = true;
  } else if (negativeX && k < -60) z = 0;
  else z = atan(Math.abs(y / x));
  if (!negativeX || over) return negativeY ? -z : z;
  return negativeY ? z - PI_LO - Math.PI : Math.PI - (z - PI_LO);
}

/** The rational function that asin and acos share. */
function rational(t: number): number {
  const p =
    t *
    (1.66666666666666657415e-1 +
      t *
        (-3.25565818622400915405e-1 +
          t *
            (2.01212532134862925881e-1 +
              t *
                (-4.00555345006794114027e-2 +
                  t * (7.91534994289814532176e-4 + t * 3.4793310759602116757e-5)))));
  const q =
    1 +
    t *
      (-2.40339491173441421878 +
        t *
          (2.02094576023350569471 +
            t * (-6.8828397160545329303e-1 + t * 7.70381505559019352791e-2)));
  return p / q;
}

export function asin(x: number): number {
  const hx = highOf(x);
  const ix = hx & 0x7fffffff;
  if (ix >= 0x3ff00000) return Math.abs(x) === 1 ? x * PIO2_HI + x * PIO2_LO : NaN;
  if (ix < 0x3fe00000) return ix < 0x3e400000 ? x : x + x * rational(x * x);
  const t = (1 - Math.abs(x)) * 0.5;
  const s = Math.sqrt(t);
  const r = rational(t);
  let result: number;
  if (ix >= 0x3fef3333) result = PIO2_HI - (2 * (s + s * r) - PIO2_LO);
  else {
    const w = withoutLow(s);
    const c = (t - w * w) / (s + w);
    const p = 2 * s * r - (PIO2_LO - 2 * c);
    const q = 7.85398163397448278999e-1 - 2 * w;
    result = 7.85398163397448278999e-1 - (p - q);
  }
  return hx > 0 ? result : -result;
}

export function acos(x: number): number {
  const hx = highOf(x);
  const ix = hx & 0x7fffffff;
  if (ix >= 0x3ff00000) {
    if (x === 1) return 0;
    return x === -1 ? Math.PI + 2 * PIO2_LO : NaN;
  }
  if (ix < 0x3fe00000) {
    if (ix <= 0x3c600000) return PIO2_HI + PIO2_LO;
    return PIO2_HI - (x - (PIO2_LO - x * rational(x * x)));
  }
  if (hx < 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    const w = rational(z) * s - PIO2_LO;
    return Math.PI - 2 * (s + w);
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const df = withoutLow(s);
  const c = (z - df * df) / (s + df);
  return 2 * (df + (rational(z) * s + c));
}
