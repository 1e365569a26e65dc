/**
 * Numbers as text in other bases than ten. The language leaves digits beyond the exact ones to each
 * engine, and `Math.random().toString(36)` shows them: those behind the point are V8's.
 */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const bits = new DataView(new ArrayBuffer(8));

/** The next number above a positive one. */
function above(value: number): number {
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}

/** @param value finite @param radix 2 to 36 */
export function inRadix(value: number, radix: number): string {
  const size = Math.abs(value);
  let whole = Math.floor(size);
  let fraction = size - whole;
  // Half of the distance to the next number: what lies within it is the same number.
  let delta = Math.max(0.5 * (above(size) - size), above(0));
  const behind: number[] = [];
  if (fraction >= delta) {
    do {
      fraction *= radix;
      delta *= radix;
      const digit = Math.trunc(fraction);
      behind.push(digit);
      fraction -= digit;
      if ((fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1)) && fraction + delta > 1) {
        // Rounds up, and carries.
        for (;;) {
          const last = behind.pop();
          if (last === undefined) {
            whole += 1;
            break;
          }
          if (last + 1 < radix) {
            behind.push(last + 1);
            break;
          }
        }
        break;
      }
    } while (fraction >= delta);
  }
  const before = BigInt(whole).toString(radix);
  const sign = value < 0 ? '-' : '';
  return `${sign}${before}${behind.length > 0 ? '.' : ''}${behind.map((digit) => DIGITS[digit]).join('')}`;
}

/** Puts it into this realm's `Number`. */
export function settleNumbers(): void {
  const plain = Number.prototype.toString;
  const value = function toString(this: number, radix?: number): string {
    const given = Number.prototype.valueOf.call(this);
    const base = radix === undefined ? 10 : Math.trunc(Number(radix));
    if (base === 10 || Number.isSafeInteger(given) || !(base >= 2 && base <= 36))
      return plain.call(given, radix);
    return Number.isFinite(given) ? inRadix(given, base) : plain.call(given);
  };
  Object.defineProperty(value, 'length', { value: 1, configurable: true });
  Object.defineProperty(Number.prototype, 'toString', {
    value,
    writable: true,
    configurable: true,
  });
}
