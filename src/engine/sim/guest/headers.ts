/**
 * `Headers` for every process of a realm, after the Fetch standard, in the words of Node's. The
 * platform's own would do, but each costs a browser several microseconds, and a request makes two.
 */
import type { RawHeaders } from '../protocol.ts';
import { named } from './platform.ts';
import { argumentsNeeded, byteString } from './webidl.ts';

export type HeadersInit =
  Iterable<Iterable<string>> | Readonly<Record<string, string>> | LabHeaders;

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** Line ends and the null character end a header, or hide another. */
const FORBIDDEN = /[\0\r\n]/;
const AROUND = /^[\t\n\r ]+|[\t\n\r ]+$/g;
const COOKIES = 'set-cookie';
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

interface Entry {
  /** As it was first written. */
  readonly name: string;
  value: string;
}

/** Headers as they came over the network: names and values in turn. */
export let headersOf: (raw: RawHeaders) => LabHeaders;
/** As a reader sees them: sorted pairs, for the engine's own use. */
export let pairsIn: (headers: LabHeaders) => readonly (readonly [string, string])[];

export class LabHeaders {
  static {
    headersOf = (raw) => {
      const headers = new LabHeaders();
      for (let i = 0; i < raw.length; i += 2) headers.#append(raw[i]!, raw[i + 1]!);
      return headers;
    };
    pairsIn = (headers) => headers.#list();
  }

  /** By names in small letters. */
  readonly #entries = new Map<string, Entry>();
  readonly #cookies: string[] = [];
  /** In the order that a reader sees; null when it has to be put in order again. */
  #sorted: [string, string][] | null = null;

  constructor(init?: HeadersInit) {
    if (init === undefined) return;
    if (init instanceof LabHeaders) {
      for (const [key, { name, value }] of init.#entries) this.#entries.set(key, { name, value });
      this.#cookies.push(...init.#cookies);
      return;
    }
    eachPair(init, (name, value) => this.#append(name, value));
  }

  append(name: string, value: string): void {
    argumentsNeeded('Headers.append', 2, arguments.length);
    this.#append(byteString(name), byteString(value));
  }

  delete(name: string): void {
    argumentsNeeded('Headers.delete', 1, arguments.length);
    const key = keyOf('Headers.delete', name);
    this.#sorted = null;
    this.#entries.delete(key);
    if (key === COOKIES) this.#cookies.length = 0;
  }

  get(name: string): string | null {
    argumentsNeeded('Headers.get', 1, arguments.length);
    return this.#entries.get(keyOf('Headers.get', name))?.value ?? null;
  }

  has(name: string): boolean {
    argumentsNeeded('Headers.has', 1, arguments.length);
    return this.#entries.has(keyOf('Headers.has', name));
  }

  set(name: string, value: string): void {
    argumentsNeeded('Headers.set', 2, arguments.length);
    const own = byteString(name);
    const text = checked('Headers.set', own, byteString(value));
    const key = own.toLowerCase();
    this.#sorted = null;
    if (key === COOKIES) this.#cookies.splice(0, Infinity, text);
    const entry = this.#entries.get(key);
    if (entry) entry.value = text;
    else this.#entries.set(key, { name: own, value: text });
  }

  getSetCookie(): string[] {
    return [...this.#cookies];
  }

  keys(): IterableIterator<string> {
    return iterate(
      () => this.#list(),
      ([name]) => name,
    );
  }

  values(): IterableIterator<string> {
    return iterate(
      () => this.#list(),
      ([, value]) => value,
    );
  }

  entries(): IterableIterator<[string, string]> {
    return iterate(
      () => this.#list(),
      ([name, value]) => [name, value],
    );
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  forEach(
    call: (value: string, name: string, headers: LabHeaders) => void,
    thisArg?: unknown,
  ): void {
    argumentsNeeded('Headers.forEach', 1, arguments.length);
    if (typeof call !== 'function') {
      throw new TypeError(
        "Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.",
      );
    }
    for (const [name, value] of this.entries()) call.call(thisArg, value, name, this);
  }

  #append(name: string, value: string): void {
    const text = checked('Headers.append', name, value);
    const key = name.toLowerCase();
    this.#sorted = null;
    if (key === COOKIES) this.#cookies.push(text);
    const entry = this.#entries.get(key);
    if (entry) entry.value += `${key === 'cookie' ? '; ' : ', '}${text}`;
    else this.#entries.set(key, { name, value: text });
  }

  /** Sorted by name; each cookie stands for itself. */
  #list(): readonly [string, string][] {
    if (this.#sorted) return this.#sorted;
    const list: [string, string][] = [];
    for (const [key, { value }] of this.#entries) {
      if (key === COOKIES) for (const cookie of this.#cookies) list.push([key, cookie]);
      else list.push([key, value]);
    }
    if (list.length > 1) list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return (this.#sorted = list);
  }

  /** What `console.log` shows. */
  [INSPECT](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const seen = [...this.#entries.values()].map(({ name, value }) => [name, value] as const);
    return `Headers ${inspect(Object.fromEntries(seen), options)}`;
  }
}

Object.defineProperties(LabHeaders.prototype, {
  // The very same function.
  [Symbol.iterator]: { value: LabHeaders.prototype.entries, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'Headers', configurable: true },
  // As a platform's own: `for…in` finds them.
  ...Object.fromEntries(
    [
      'append',
      'delete',
      'get',
      'has',
      'set',
      'getSetCookie',
      'keys',
      'values',
      'entries',
      'forEach',
    ].map((name) => [name, { enumerable: true }]),
  ),
});
Object.defineProperty(LabHeaders, 'length', { value: 0, configurable: true });
named(LabHeaders, 'Headers');

/** Goes over what a program gives. @throws TypeError, in Node's words */
function eachPair(init: unknown, take: (name: string, value: string) => void): void {
  if ((typeof init !== 'object' && typeof init !== 'function') || init === null) {
    throw new TypeError(
      'Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.',
    );
  }
  if (typeof init === 'object' && Symbol.iterator in init) {
    let index = 0;
    for (const given of init as Iterable<unknown>) take(...pairOf(given, index++));
    return;
  }
  for (const name of Reflect.ownKeys(init)) {
    if (!Object.prototype.propertyIsEnumerable.call(init, name) && typeof init === 'object')
      continue;
    if (typeof name === 'symbol') {
      throw new TypeError(
        `Headers constructor: Key ${String(name)} in init is a symbol, which cannot be converted to a ByteString.`,
      );
    }
    const value = (init as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'symbol') {
      throw new TypeError(
        `Headers constructor: init["${name}"] is a symbol, which cannot be converted to a ByteString.`,
      );
    }
    take(byteString(name), byteString(value));
  }
}

function pairOf(given: unknown, index: number): readonly [string, string] {
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    const shown = typeof given === 'string' ? `"${given}"` : String(given);
    throw new TypeError(`Headers constructor: init[${index}] (${shown}) is not iterable.`);
  }
  const pair = [...(given as Iterable<unknown>)];
  if (pair.length !== 2) {
    throw new TypeError(
      `Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`,
    );
  }
  return [byteString(pair[0]), byteString(pair[1])];
}

function keyOf(where: string, given: unknown): string {
  const name = byteString(given);
  if (!NAME.test(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`);
  return name.toLowerCase();
}

/** The value without what stands around it. @throws TypeError where either may not be sent */
function checked(where: string, name: string, value: string): string {
  const text = value.replace(AROUND, '');
  if (!NAME.test(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`);
  if (FORBIDDEN.test(text)) throw new TypeError(`${where}: "${text}" is an invalid header value.`);
  return text;
}

/** Goes over a list that may change meanwhile, as the standard's iterators do: by position. */
function iterate<T>(
  list: () => readonly [string, string][],
  pick: (entry: [string, string]) => T,
): IterableIterator<T> {
  const iterator = Object.create(HeadersIterator) as IterableIterator<T>;
  let index = 0;
  positions.set(iterator, () => {
    const entry = list()[index++];
    return entry ? { value: pick(entry), done: false } : { value: undefined, done: true };
  });
  return iterator;
}

const positions = new WeakMap<object, () => IteratorResult<unknown>>();

const HeadersIterator = Object.create(
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
  {
    next: {
      value(this: object) {
        const next = positions.get(this);
        if (!next) throw new TypeError('Illegal invocation');
        return next();
      },
      writable: true,
      enumerable: true,
      configurable: true,
    },
    [Symbol.toStringTag]: { value: 'Headers Iterator', configurable: true },
  },
) as object;
