/** Headers as Node shows them to programs. */
import type { RawHeaders } from '../../protocol.ts';
import { nodeError } from '../errors.ts';

export type HeaderValue = string | number | readonly string[];
export type IncomingHeaders = Record<string, string | string[] | undefined>;

/** Of these a second one is dropped (Node's list); others are joined by a comma. */
const ONCE = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
]);

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;

const BAD_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * `headers` from `rawHeaders`: lower case; `set-cookie` always an array; duplicates as Node joins
 * them. `joins` joins all others too (`joinDuplicateHeaders`).
 */
export function toHeaders(raw: RawHeaders, joins = false): IncomingHeaders {
  const headers: IncomingHeaders = {};
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const value = raw[i + 1]!;
    const before = headers[name];
    if (name === 'set-cookie') {
      if (Array.isArray(before)) before.push(value);
      else headers[name] = [value];
    } else if (before === undefined) {
      headers[name] = value;
    } else if (typeof before !== 'string') {
      // What every object inherits, `constructor` say, is no header that came before.
      const facts = { value, writable: true, enumerable: true, configurable: true };
      Object.defineProperty(headers, name, facts);
    } else if (joins || !ONCE.has(name)) {
      headers[name] = `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
    }
  }
  return headers;
}

/** Every value of every header, as `headersDistinct`. */
export function toDistinct(raw: RawHeaders): Record<string, string[]> {
  const headers = Object.create(null) as Record<string, string[]>;
  for (let i = 0; i < raw.length; i += 2) (headers[raw[i]!.toLowerCase()] ??= []).push(raw[i + 1]!);
  return headers;
}

/** The first value of a header in raw headers, by lower-case name. */
export function findRaw(raw: RawHeaders, name: string): string | undefined {
  for (let i = 0; i < raw.length; i += 2) {
    const key = raw[i]!;
    if (key.length === name.length && key.toLowerCase() === name) return raw[i + 1];
  }
  return undefined;
}

/**
 * @param what,where how the errors call the name, and the place of a bad character
 * @throws TypeError as Node does for a name or value that cannot be sent
 */
export function checkHeader(
  name: string,
  value: unknown,
  what = 'Header name',
  where = 'header content',
): void {
  if (typeof name !== 'string' || !TOKEN.test(name)) {
    const words = `${what} must be a valid HTTP token ["${name}"]`;
    throw nodeError('ERR_INVALID_HTTP_TOKEN', words, TypeError);
  }
  checkValue(name, value, where);
}

function checkValue(name: string, value: unknown, where: string): void {
  if (typeof value === 'number') return;
  if (typeof value === 'string' && !BAD_VALUE.test(value)) return;
  if (value === undefined) {
    const words = `Invalid value "undefined" for header "${name}"`;
    throw nodeError('ERR_HTTP_INVALID_HEADER_VALUE', words, TypeError);
  }
  for (const part of Array.isArray(value) ? value : [value]) {
    if (!BAD_VALUE.test(String(part))) continue;
    throw nodeError('ERR_INVALID_CHAR', `Invalid character in ${where} ["${name}"]`, TypeError);
  }
}

/** Whether a text holds what no header and no status line may. */
export function hasInvalidCharacter(text: string): boolean {
  return BAD_VALUE.test(text);
}

/** Headers being written: keeps the case as written, finds by any case. */
export class HeaderMap {
  readonly #entries = new Map<string, { name: string; value: HeaderValue }>();

  set(name: string, value: HeaderValue): void {
    checkHeader(name, value);
    this.#entries.set(name.toLowerCase(), { name, value });
  }

  append(name: string, value: string | readonly string[]): void {
    const before = this.get(name);
    const list = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
    this.set(name, [...list, ...(Array.isArray(value) ? value : [value as string])]);
  }

  get(name: string): HeaderValue | undefined {
    return this.#entries.get(name.toLowerCase())?.value;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** By a name in lower case. */
  find(key: string): HeaderValue | undefined {
    return this.#entries.get(key)?.value;
  }

  delete(name: string): void {
    this.#entries.delete(name.toLowerCase());
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  rawNames(): string[] {
    return [...this.#entries.values()].map((entry) => entry.name);
  }

  toObject(): Record<string, HeaderValue> {
    const object = Object.create(null) as Record<string, HeaderValue>;
    for (const [name, entry] of this.#entries) object[name] = entry.value;
    return object;
  }

  toRaw(): string[] {
    const raw: string[] = [];
    for (const { name, value } of this.#entries.values()) {
      if (typeof value === 'string') raw.push(name, value);
      else if (typeof value === 'number') raw.push(name, String(value));
      else if (name.length === 6 && name.toLowerCase() === 'cookie') {
        raw.push(name, value.join('; '));
      } else for (const item of value) raw.push(name, String(item));
    }
    return raw;
  }
}
