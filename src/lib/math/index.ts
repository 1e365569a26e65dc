/**
 * The functions of `Math` that the language leaves to each engine, to the last bit the same in all of
 * them: browsers, and versions of one, take them from different libraries. This one is fdlibm
 * (https://www.netlib.org/fdlibm/, "Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.").
 */
import { exp, expm1, log, log10, log1p, log2 } from './exponential.ts';
import { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.ts';
import { cbrt, hypot, pow } from './power.ts';
import { acos, asin, atan, atan2, cos, sin, tan } from './trigonometric.ts';

export { exp, log, pow };

const OF_ONE = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  log,
  log10,
  log1p,
  log2,
  sin,
  sinh,
  tan,
  tanh,
};

/** `a ** b`, as compiled files call it: of two numbers, or of two whole ones of any length. */
export function power(base: unknown, exponent: unknown): unknown {
  const a = numeric(base);
  const b = numeric(exponent);
  // Those of any length are exact; one of each is the language's to refuse, in its words.
  return typeof a === 'number' && typeof b === 'number' ? pow(a, b) : (a as never) ** (b as never);
}

function numeric(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const primitive = typeof value === 'object' || typeof value === 'function' ? plain(value) : value;
  return typeof primitive === 'bigint' ? primitive : Number(primitive);
}

/** An object as the number that it stands for; unary minus asks it as `**` does. */
function plain(value: unknown): unknown {
  const negated = -(value as number) as number | bigint;
  return -negated;
}

/** Puts them into this realm's `Math`, under the names and with the lengths of the language's own. */
export function settleMath(): void {
  const define = (name: string, length: number, value: (...args: number[]) => number): void => {
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(value, 'length', { value: length, configurable: true });
    Object.defineProperty(Math, name, { value, writable: true, configurable: true });
  };
  for (const [name, run] of Object.entries(OF_ONE)) define(name, 1, (x) => run(Number(x)));
  define('atan2', 2, (y, x) => atan2(Number(y), Number(x)));
  define('pow', 2, (x, y) => pow(Number(x), Number(y)));
  define('hypot', 2, (...values) => hypot(values.map(Number)));
}
