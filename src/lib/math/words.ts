/** The two halves of a number, as fdlibm works with them. */

const number = new Float64Array(1);
const halves = new Int32Array(number.buffer);
/** Which half is first depends on the processor; all that browsers run on put the low one there. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the upper 20 bits of the fraction; signed. */
export function highOf(x: number): number {
  number[0] = x;
  return halves[HIGH]!;
}

/** The lower 32 bits of the fraction; signed. */
export function lowOf(x: number): number {
  number[0] = x;
  return halves[LOW]!;
}

export function fromWords(high: number, low: number): number {
  halves[HIGH] = high;
  halves[LOW] = low;
  return number[0]!;
}

export function withHigh(x: number, high: number): number {
  number[0] = x;
  halves[HIGH] = high;
  return number[0];
}

/** `x` without the lower half of its fraction. */
export function withoutLow(x: number): number {
  number[0] = x;
  halves[LOW] = 0;
  return number[0];
}

/** `x` times two to the power of `n`. */
export function scale(x: number, n: number): number {
  let y = x;
  let left = n;
  for (; left > 1023; left -= 1023) y *= 2 ** 1023;
  // Never into the subnormal numbers twice: that would round twice.
  for (; left < -1022; left += 969) y *= 2 ** -969;
  return y * fromWords((0x3ff + left) << 20, 0);
}
