/** What the functions of `fs` are given, checked as Node checks it and in its words. */
import { nodeError, received, unsupported } from '../../errors.ts';
import { Buffer } from '../buffer.ts';
import { inspect } from '../inspect.ts';

type Options = Readonly<Record<string, unknown>>;

function wrongType(name: string, expected: string, value: unknown): Error {
  const words = `The "${name}" argument must be ${expected}. Received ${received(value)}`;
  return nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

/** A path: text, bytes or a `file:` URL. @throws TypeError ERR_INVALID_ARG_TYPE, …_VALUE */
export function pathOf(value: unknown, name = 'path'): string {
  let path: string;
  if (typeof value === 'string') path = value;
  else if (ArrayBuffer.isView(value)) path = new TextDecoder().decode(viewOf(value));
  else if (value instanceof URL) path = pathOfUrl(value);
  else throw wrongType(name, 'of type string or an instance of Buffer or URL', value);
  if (path.includes('\0')) {
    const words = `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${inspect(path)}`;
    throw nodeError('ERR_INVALID_ARG_VALUE', words, TypeError);
  }
  return path;
}

function pathOfUrl(url: URL): string {
  if (url.protocol === 'file:') return decodeURIComponent(url.pathname);
  throw nodeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', TypeError);
}

export function fdOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrongType('fd', 'of type number', value);
}

/** Options as an object; a text is an encoding. @throws TypeError for anything else, or no such encoding */
export function optionsOf(value: unknown): Options {
  if (value === undefined || value === null || typeof value === 'function') return {};
  if (typeof value !== 'string' && typeof value !== 'object')
    throw wrongType('options', 'one of type string or object', value);
  const options = typeof value === 'string' ? { encoding: value } : (value as Options);
  encodingOf(options);
  return options;
}

/** The encoding of these options; undefined for bytes. */
export function encodingOf(options: Options): string | undefined {
  const { encoding } = options;
  if (encoding === undefined || encoding === null || encoding === 'buffer') return undefined;
  if (typeof encoding === 'string' && Buffer.isEncoding(encoding)) return encoding;
  const words = `The argument 'encoding' is invalid encoding. Received ${inspect(encoding)}`;
  throw nodeError('ERR_INVALID_ARG_VALUE', words, TypeError);
}

/** Refuses options that are not simulated, by name. */
export function refuse(options: Options, what: string, ...names: readonly string[]): void {
  for (const name of names)
    if (options[name]) throw unsupported(`The option '${name}' of ${what}`, 'Leave it out.');
}

/** What is to be written, as bytes. */
export function bytesOf(value: unknown, encoding: string | undefined, name: string): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value, (encoding ?? 'utf8') as 'utf8');
  if (ArrayBuffer.isView(value)) return viewOf(value);
  const expected = 'of type string or an instance of Buffer, TypedArray, or DataView';
  throw wrongType(name, expected, value);
}

/** The bytes beneath a typed array. @throws TypeError ERR_INVALID_ARG_TYPE */
export function viewOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value))
    return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  throw wrongType('buffer', 'an instance of Buffer, TypedArray, or DataView', value);
}

/** Where in a file: a number, or null for where it stands. */
export function positionOf(value: unknown): number | null {
  if (typeof value === 'bigint') return value < 0n ? null : Number(value);
  return typeof value === 'number' && value >= 0 ? value : null;
}

/** A part of a buffer. @throws RangeError ERR_OUT_OF_RANGE */
export function partOf(view: Uint8Array, offset: unknown, length: unknown): Uint8Array {
  const from = rangeOf('offset', offset ?? 0, view.length);
  const count = rangeOf('length', length ?? view.length - from, view.length - from);
  return view.subarray(from, from + count);
}

function rangeOf(name: string, value: unknown, most: number): number {
  if (typeof value !== 'number') throw wrongType(name, 'of type number', value);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  const limit = value < 0 ? '>= 0' : !Number.isInteger(value) ? 'an integer' : `<= ${most}`;
  const words = `The value of "${name}" is out of range. It must be ${limit}. Received ${value}`;
  throw nodeError('ERR_OUT_OF_RANGE', words, RangeError);
}

/** @throws TypeError ERR_INVALID_ARG_TYPE */
export function callbackOf(value: unknown): (...args: unknown[]) => unknown {
  if (typeof value === 'function') return value as (...args: unknown[]) => unknown;
  throw wrongType('cb', 'of type function', value);
}

/** Ends an operation whose `signal` is aborted. */
export function checkSignal(options: Options): void {
  const { signal } = options as { signal?: AbortSignal };
  if (!signal?.aborted) return;
  const error = new Error('The operation was aborted', { cause: signal.reason });
  throw Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
