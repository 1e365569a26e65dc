/** The three forms of every operation: blocking, with a callback, and with a promise. */
import type { GuestDisk } from '../../disk.ts';
import { named } from '../../platform.ts';
import { callbackOf } from './arguments.ts';
import type { Operation, Operations, ReadResult, WriteResult } from './operations.ts';

export type Fn = (...args: unknown[]) => unknown;
type Name = keyof Operations;

/** What the blocking form gives where that is less than the operation does. */
const BLOCKING: Partial<Record<Name, (value: unknown) => unknown>> = {
  read: (value) => (value as ReadResult).bytesRead,
  write: (value) => (value as WriteResult).bytesWritten,
};

/** What a callback gets after its error. */
const CALLBACK: Partial<Record<Name, (value: unknown) => readonly unknown[]>> = {
  read: (value) => [(value as ReadResult).bytesRead, (value as ReadResult).buffer],
  write: (value) => [(value as WriteResult).bytesWritten, (value as WriteResult).buffer],
};

export interface Forms {
  /** `readFileSync` and the like. */
  readonly blocking: Readonly<Record<string, Fn>>;
  /** `readFile` and the like, with a callback last. */
  readonly callback: Readonly<Record<Name, Fn>>;
  /** The same with a promise. */
  readonly promised: Readonly<Record<Name, (...args: unknown[]) => Promise<unknown>>>;
}

export function createForms(operations: Operations, disk: GuestDisk): Forms {
  const blocking: Record<string, Fn> = {};
  const callback = {} as Record<Name, Fn>;
  const promised = {} as Record<Name, (...args: unknown[]) => Promise<unknown>>;
  for (const [key, operation] of Object.entries(operations) as [Name, Operation][]) {
    const give = BLOCKING[key] ?? ((value) => value);
    const spread = CALLBACK[key] ?? ((value) => (value === undefined ? [] : [value]));
    blocking[`${key}Sync`] = named(
      (...args: unknown[]) => give(disk.wait(operation(...args))),
      `${key}Sync`,
    );
    promised[key] = named(
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          disk.later(operation(...args), (error, value) => {
            if (error) reject(error);
            else resolve(value);
          });
        }),
      key,
    );
    callback[key] = named((...args: unknown[]) => {
      const at = args.findLastIndex((arg) => typeof arg === 'function');
      const done = at < 0 && key === 'close' ? fail : callbackOf(args[at]);
      disk.later(operation(...(at < 0 ? args : args.slice(0, at))), (error, value) => {
        if (key === 'exists') done(value);
        else if (error) done(error);
        else done(null, ...spread(value));
      });
    }, key);
  }
  const custom = Symbol.for('nodejs.util.promisify.custom');
  for (const key of ['read', 'write', 'exists'] as const)
    Object.defineProperty(callback[key], custom, { value: promised[key], configurable: true });
  return { blocking, callback, promised };
}

/** `close` may do without a callback. */
function fail(error?: unknown): void {
  if (error) throw error as Error;
}
