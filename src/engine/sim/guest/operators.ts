/**
 * `map`, `toArray` and what else `Readable` gives every stream, for the engine's own streams: they are
 * those of `node:stream`, which is there when a program imports it.
 */
import { unsupported } from './errors.ts';
import type { Loop } from './loop.ts';

const OPERATORS = [
  'compose',
  'drop',
  'every',
  'filter',
  'find',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'some',
  'take',
  'toArray',
] as const;

type Operator = (this: object, ...args: unknown[]) => unknown;

/** By process, the prototype that has them. */
const provided = new WeakMap<Loop, Readonly<Record<string, unknown>>>();

/** From now on streams of this process have them. */
export function provideOperators(loop: Loop, from: object): void {
  provided.set(loop, from as Readonly<Record<string, unknown>>);
}

/** Adds them to a class of streams. @param loopOf the loop of a stream's process */
export function addOperators(prototype: object, loopOf: (stream: object) => Loop): void {
  for (const name of OPERATORS) {
    const value = {
      [name](this: object, ...args: unknown[]): unknown {
        const operator = provided.get(loopOf(this))?.[name] as Operator | undefined;
        if (!operator) {
          throw unsupported(
            `stream.${name}()`,
            "It comes with node:stream: add `import 'node:stream';` to this file.",
          );
        }
        return operator.apply(this, args);
      },
    }[name];
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}
