/** Node's classes of `node:sqlite` are made in C++: what of that a program can see. */
import { named } from '../../platform.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A class that tells its own from other objects. */
interface Marked {
  readonly prototype: object;
  is(value: object): boolean;
}

/**
 * The class for programs: its methods can be enumerated and refuse what is not one of its own, and
 * neither they nor the class count their parameters.
 *
 * @param refuse the error of a call without `new`; `anyway` when programs cannot make one at all
 */
export function dressed<T extends Marked & (abstract new (...args: never[]) => object)>(
  Class: T,
  name: string,
  refuse: () => Error,
  anyway = true,
): T {
  const { prototype } = Class;
  for (const key of Reflect.ownKeys(prototype)) {
    const property = Object.getOwnPropertyDescriptor(prototype, key)!;
    if (key === 'constructor' || typeof property.value !== 'function') continue;
    const method = property.value as Method;
    const value = function (this: unknown, ...args: unknown[]): unknown {
      if (Object(this) !== this || !Class.is(this as object))
        throw new TypeError('Illegal invocation');
      return method.apply(this, args);
    };
    // A symbol's method has no name there.
    named(value, typeof key === 'string' ? key : '');
    Object.defineProperty(prototype, key, { ...property, value, enumerable: true });
  }
  const make = function (this: unknown, ...args: never[]): object {
    if (!new.target || anyway) throw refuse();
    return Reflect.construct(Class, args, new.target) as object;
  };
  Object.defineProperties(make, {
    prototype: { value: prototype, writable: false },
    length: { value: 0, configurable: true },
  });
  const own = { value: make, writable: true, enumerable: false, configurable: true };
  Object.defineProperty(prototype, 'constructor', own);
  return named(make, name) as unknown as T;
}

/** Getters of Node's that are the object's own, so that programs print them. */
export function ownGetters(target: object, getters: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(target, name, { get: named(get, ''), enumerable: true });
  }
}
