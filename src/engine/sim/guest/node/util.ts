/** `node:util`. */
import { errorName, nodeError, received } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';
import { isDeepEqual } from './deep-equal.ts';
import { format, formatWithOptions, inspect, stripVTControlCharacters } from './inspect.ts';
import * as types from './util-types.ts';

type Callback = (error: unknown, ...values: unknown[]) => void;
type Fn = (this: unknown, ...args: unknown[]) => unknown;

const custom = Symbol.for('nodejs.util.promisify.custom');

function needFunction(value: unknown, name: string): asserts value is Fn {
  if (typeof value === 'function') return;
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be of type function. Received ${received(value)}`,
    TypeError,
  );
}

/** A function that takes a callback last, as one that gives a promise. */
function promisify(original: unknown): unknown {
  needFunction(original, 'original');
  const own = (original as unknown as Record<symbol, unknown>)[custom];
  if (own !== undefined) {
    needFunction(own, 'util.promisify.custom');
    return Object.defineProperty(own, custom, { value: own, configurable: true });
  }
  const promised: Fn = function (...args) {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, value) => {
        if (error) reject(error);
        else resolve(value);
      };
      Reflect.apply(original, this, [...args, done]);
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original) as object);
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

function callbackify(original: unknown): Fn {
  needFunction(original, 'original');
  return function (...args) {
    const done = args.pop() as Callback;
    needFunction(done, 'last argument');
    (Reflect.apply(original, this, args) as Promise<unknown>).then(
      (value) => {
        process.nextTick(done, null, value);
      },
      (error: unknown) => {
        const falsy = nodeError(
          'ERR_FALSY_VALUE_REJECTION',
          'Promise was rejected with falsy value',
        );
        process.nextTick(done, error || Object.assign(falsy, { reason: error }));
      },
    );
  };
}

function inherits(
  child: { prototype: object; super_?: unknown },
  parent: { prototype: object },
): void {
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

const COLOURS: Readonly<Record<string, readonly [number, number]>> = inspect.colors as never;

/** Wraps text in the escapes of `inspect.colors`; plain when the stream is no terminal, as here. */
function styleText(
  style: string | readonly string[],
  text: string,
  { validateStream = true }: { validateStream?: boolean } = {},
): string {
  const codes = [style].flat().map((name) => {
    const pair = COLOURS[name];
    if (pair) return pair;
    const names = Object.keys(COLOURS).map((one) => `'${one}'`);
    throw nodeError(
      'ERR_INVALID_ARG_VALUE',
      `The argument 'format' must be one of: ${names.join(', ')}. Received ${inspect(name)}`,
      TypeError,
    );
  });
  if (validateStream) return text;
  return codes.reduceRight((inner, [on, off]) => `\u001b[${on}m${inner}\u001b[${off}m`, text);
}

/** Resolves when the signal is aborted; whoever waits for it does not keep `resource` in memory. */
async function aborted(signal: AbortSignal, resource: object): Promise<void> {
  if (resource === null || typeof resource !== 'object') {
    const words = `The "resource" argument must be of type object. Received ${received(resource)}`;
    throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
  }
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function getSystemErrorName(number: number): string {
  return errorName(number) ?? `Unknown system error ${number}`;
}

export const create: NodeModuleFactory = (runtime) => {
  const warned = new Set<string>();
  const deprecate = (fn: Fn, message: string, code?: string): Fn => {
    let told = false;
    return function (...args) {
      if (!told && !(code && warned.has(code))) {
        if (code) warned.add(code);
        process.emitWarning(message, 'DeprecationWarning', code);
      }
      told = true;
      return new.target
        ? (Reflect.construct(fn, args, new.target) as unknown)
        : Reflect.apply(fn, this, args);
    };
  };
  const debuglog = (section: string): Fn & { enabled: boolean } => {
    const wanted = (process.env['NODE_DEBUG'] ?? '').toUpperCase().split(/[\s,]+/);
    const enabled = wanted.includes(section.toUpperCase());
    const log: Fn = (...args) => {
      if (enabled) runtime.write('err', `${section.toUpperCase()} 1: ${format(...args)}\n`);
    };
    return Object.assign(log, { enabled });
  };
  const named = {
    inspect,
    format,
    formatWithOptions,
    stripVTControlCharacters,
    styleText,
    promisify,
    callbackify,
    inherits,
    deprecate,
    debuglog,
    debug: debuglog,
    aborted,
    getSystemErrorName,
    types,
    isDeepStrictEqual: (a: unknown, b: unknown) => isDeepEqual(a, b, true),
    isArray: (value: unknown) => Array.isArray(value),
    toUSVString: (text: string) => String(text).toWellFormed(),
    TextEncoder,
    TextDecoder,
  };
  return { ...named, default: named };
};

export const createTypes: NodeModuleFactory = () => ({ ...types, default: types });
