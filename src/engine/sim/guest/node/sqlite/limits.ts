/** `DatabaseSync.limits`: numbers that are read from SQLite and written to it. */
import type { Connection } from './connection.ts';
import { invalidType, notOpen, outOfRange } from './errors.ts';
import { isInt32, LIMITS } from './options.ts';

const MOST = 2 ** 31 - 1;
const WORDS = 'Limit value must be a non-negative integer or Infinity.';

/** @param opened null when it is not open */
export function limitsObject(opened: () => Connection | null): object {
  const connection = (): Connection => {
    const open = opened();
    if (!open) throw notOpen();
    return open;
  };
  const idOf = (name: string | symbol): number | undefined =>
    typeof name === 'string' && Object.hasOwn(LIMITS, name)
      ? LIMITS[name as keyof typeof LIMITS]
      : undefined;
  const limit = (id: number, value: number): number => {
    const { library, pointer } = connection();
    return library.api.sqlite3_limit(pointer, id, value);
  };
  const numberOf = (value: unknown): number => {
    if (value === Infinity) return MOST;
    if (!isInt32(value)) throw invalidType(WORDS);
    if (value < 0) throw outOfRange('Limit value must be non-negative.');
    return value;
  };
  const names = Object.keys(LIMITS);
  return new Proxy(
    {},
    {
      get: (target, name) => {
        const id = idOf(name);
        return id === undefined ? (Reflect.get(target, name) as unknown) : limit(id, -1);
      },
      set: (target, name, value: unknown) => {
        const id = idOf(name);
        if (id === undefined) return Reflect.set(target, name, value);
        connection();
        limit(id, numberOf(value));
        return true;
      },
      has: (target, name) => idOf(name) !== undefined || Reflect.has(target, name),
      deleteProperty: (target, name) =>
        idOf(name) === undefined && Reflect.deleteProperty(target, name),
      ownKeys: (target) => [...names, ...Reflect.ownKeys(target)],
      getOwnPropertyDescriptor: (target, name) => {
        const id = idOf(name);
        if (id === undefined) return Reflect.getOwnPropertyDescriptor(target, name);
        // A proxy may claim nothing firmer of what its target does not have.
        const facts = { writable: true, enumerable: true, configurable: true };
        return { value: opened() ? limit(id, -1) : undefined, ...facts };
      },
    },
  );
}
