/** Node's classes of HTTP are old-style functions: `new` before them may be left out. */
import { named } from '../platform.ts';

type Class<T extends object> = abstract new (...args: never[]) => T;

/**
 * A function that makes instances of a class, with `new` and without, and that can be extended.
 *
 * @param args what the class gets, from what the program gave
 */
export function callable<T extends object>(
  name: string,
  made: Class<T>,
  args: (given: unknown[]) => unknown[] = (given) => given,
): (...given: unknown[]) => T {
  const construct = function (this: unknown, ...given: unknown[]): T {
    return Reflect.construct(made, args(given), new.target ?? construct) as T;
  };
  Object.defineProperty(construct, 'prototype', { value: made.prototype, writable: false });
  Object.setPrototypeOf(construct, Object.getPrototypeOf(made) as object | null);
  Object.defineProperty(made.prototype, 'constructor', {
    value: construct,
    writable: true,
    configurable: true,
  });
  return named(construct, name);
}
