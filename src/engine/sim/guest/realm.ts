/**
 * Closes a realm before a program runs in it: what its global object keeps is listed, and everything
 * else goes, from the object itself and from all that it inherits from. What a browser adds tomorrow
 * is closed today.
 *
 * Hosts keep what they need themselves, first.
 */
import { settleRealm } from './date.ts';
import { settleLanguage } from './language/index.ts';

/** The language's own, but for `Temporal` (a clock of the outside) and `WebAssembly` (compiles on real time). */
const LANGUAGE = `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean
  String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError
  SyntaxError TypeError URIError SuppressedError InternalError globalThis JSON Math Intl ArrayBuffer
  Atomics WeakRef FinalizationRegistry
  Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array
  BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array DataView Map BigInt Set
  Iterator AsyncIterator WeakMap WeakSet Proxy Reflect DisposableStack AsyncDisposableStack
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN`;

/** Of Node's, what needs no time, network or disk. Processes bring the rest (`globals.ts`). */
const PLATFORM = `AbortController AbortSignal ByteLengthQueuingStrategy CountQueuingStrategy
  CustomEvent DOMException Event EventTarget FormData Headers ReadableByteStreamController
  ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController
  ReadableStreamDefaultReader Request Response TextDecoder TextDecoderStream TextEncoder
  TextEncoderStream TransformStream TransformStreamDefaultController URL URLSearchParams
  WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob btoa
  structuredClone`;

const KEPT = new Set(`${LANGUAGE} ${PLATFORM}`.split(/\s+/));

/** Takes the ways out of this realm, and what tells of the outside. */
export function closeRealm(): void {
  keepInherited();
  settleRealm();
  settleLanguage();
  streamFromIterables();
  hideTime();
  hideMemory();
  closeWebAssembly();
  for (let at: object | null = globalThis; at; at = Object.getPrototypeOf(at) as object | null) {
    if (Object.hasOwn(at, 'hasOwnProperty') || at === ownClass('EventTarget')?.prototype) continue;
    for (const name of Object.getOwnPropertyNames(at)) {
      if (at === globalThis && KEPT.has(name)) continue;
      Reflect.deleteProperty(at, name);
    }
  }
  // What cannot be deleted, or came from further up, is hidden.
  for (const name of HIDDEN) {
    if (name in globalThis) {
      Object.defineProperty(globalThis, name, {
        value: undefined,
        writable: true,
        configurable: true,
      });
    }
  }
}

/** What a browser's global object has from its class (`atob` is one) becomes its own. */
function keepInherited(): void {
  const realm = globalThis as Record<string, unknown>;
  for (const name of KEPT) {
    if (!(name in realm) || Object.hasOwn(realm, name)) continue;
    const value = realm[name];
    // A function of the global object must be called on it, wherever a program keeps it.
    const own =
      typeof value === 'function' && !Object.hasOwn(value, 'prototype')
        ? Object.defineProperty((value as () => unknown).bind(realm), 'name', { value: name })
        : value;
    Object.defineProperty(realm, name, { value: own, writable: true, configurable: true });
  }
}

/** `ReadableStream.from`, which some browsers lack: as the standard has it, for what can be iterated. */
function streamFromIterables(): void {
  const its = ownClass('ReadableStream');
  if (!its || Object.hasOwn(its, 'from')) return;
  const from = (source: Iterable<unknown> | AsyncIterable<unknown>): ReadableStream<unknown> => {
    const begin =
      (source as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] ??
      (source as Partial<Iterable<unknown>>)[Symbol.iterator];
    if (!begin) throw new TypeError('ReadableStream.from takes what can be iterated');
    const items = (begin as () => Iterator<unknown> | AsyncIterator<unknown>).call(source);
    return new ReadableStream(
      {
        async pull(controller) {
          const { done, value } = await items.next();
          if (done) controller.close();
          else controller.enqueue(await value);
        },
        async cancel(reason) {
          await items.return?.(reason);
        },
      },
      { highWaterMark: 0 },
    );
  };
  Object.defineProperty(its, 'from', { value: from, writable: true, configurable: true });
}

/** No way to it from what an instance of ours is made of, either. */
function closeWebAssembly(): void {
  for (const name of Object.getOwnPropertyNames(WebAssembly)) {
    const its = (WebAssembly as unknown as Record<string, { prototype?: object }>)[name];
    if (its?.prototype) Reflect.deleteProperty(its.prototype, 'constructor');
  }
}

/** Some engines hold these fast. */
const HIDDEN = ['location', 'window', 'document', 'top', 'parent', 'Temporal', 'WebAssembly'];

/** Clocks and files that hang on classes which stay. */
function hideTime(): void {
  const AbortSignal = ownClass('AbortSignal');
  if (AbortSignal) Reflect.deleteProperty(AbortSignal, 'timeout');
  const URL = ownClass('URL');
  if (URL) {
    Reflect.deleteProperty(URL, 'createObjectURL');
    Reflect.deleteProperty(URL, 'revokeObjectURL');
  }
  const showInstead = (name: string, property: string, get: () => number): void => {
    const its = ownClass(name)?.prototype;
    if (its && Object.hasOwn(its, property))
      Object.defineProperty(its, property, { get, configurable: true, enumerable: true });
  };
  showInstead('Event', 'timeStamp', () => performance.now());
  // There are no files to be made, but a form turns what it is given into one.
  showInstead('File', 'lastModified', () => Date.now());
}

/** When the platform frees memory is nobody's business: references that never end, and never tell. */
function hideMemory(): void {
  class WeakRef {
    readonly #target: object;

    constructor(target: object) {
      this.#target = target;
    }

    deref(): object {
      return this.#target;
    }
  }
  class FinalizationRegistry {
    register(): void {}

    unregister(): boolean {
      return false;
    }
  }
  for (const value of [WeakRef, FinalizationRegistry]) {
    Object.defineProperty(value.prototype, Symbol.toStringTag, {
      value: value.name,
      configurable: true,
    });
    Object.defineProperty(globalThis, value.name, { value, writable: true, configurable: true });
  }
}

interface Class {
  readonly prototype: object;
}

/** A class of this very realm: a context of Node's has some that belong to Node itself. */
function ownClass(name: string): Class | undefined {
  const value = (globalThis as Record<string, unknown>)[name];
  return typeof value === 'function' && value instanceof Function ? value : undefined;
}
