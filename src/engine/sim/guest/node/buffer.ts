/** `node:buffer`: the `buffer` package, which is also the global `Buffer`, with `base64url`. */
import { Buffer as PackageBuffer } from 'buffer/index.js';
import { nodeError } from '../errors.ts';
import { named } from '../platform.ts';
import type { NodeModuleFactory } from '../runtime.ts';
import { inspect } from './inspect.ts';

export const Buffer = named(PackageBuffer, 'Buffer');
export type Buffer = PackageBuffer;

/** Bytes: the package's limit. */
const MAX_LENGTH = 0x7fffffff;

/** The package reads URL-safe base64 as it is, but does not write it, nor know its name. */
function addBase64Url(): void {
  if (Buffer.isEncoding('base64url')) return;
  const plain = (encoding: unknown): unknown =>
    typeof encoding === 'string' && encoding.toLowerCase() === 'base64url' ? 'base64' : encoding;
  const { isEncoding, from, byteLength } = Buffer;
  const { toString, write, fill } = Buffer.prototype;
  Object.assign(Buffer, {
    isEncoding: (encoding: string) => isEncoding(plain(encoding) as string),
    from: (value: never, encoding?: unknown, length?: never) =>
      from(value, plain(encoding) as never, length),
    byteLength: (value: string, encoding?: unknown) =>
      byteLength(
        // The package counts padding characters, which the URL-safe form leaves out.
        plain(encoding) === encoding ? value : value.replace(/=+$/, ''),
        plain(encoding) as never,
      ),
  });
  Object.assign(Buffer.prototype, {
    toString(this: Buffer, encoding?: string, start?: number, end?: number): string {
      const text = toString.call(this, plain(encoding) as never, start, end);
      if (plain(encoding) === encoding) return text;
      return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    },
    write(this: Buffer, ...args: unknown[]): number {
      return write.apply(this, args.map(plain) as Parameters<typeof write>);
    },
    fill(this: Buffer, ...args: unknown[]): Buffer {
      return fill.apply(this, args.map(plain) as Parameters<typeof fill>);
    },
  });
}

addBase64Url();

/** What the package lacks, or words in its own way. Once per realm: the class is ours to change. */
function completeBuffer(): void {
  const { from, byteLength, alloc } = Buffer;
  const isKnown = (encoding: unknown): boolean =>
    typeof encoding !== 'string' || encoding === '' || Buffer.isEncoding(encoding);
  Object.assign(Buffer, {
    from: (value: never, encoding?: unknown, length?: never) => {
      if (typeof value === 'string' && !isKnown(encoding)) {
        throw nodeError(
          'ERR_UNKNOWN_ENCODING',
          `Unknown encoding: ${encoding as string}`,
          TypeError,
        );
      }
      return coded('ERR_INVALID_ARG_TYPE', () => from(value, encoding as never, length));
    },
    alloc: (...args: Parameters<typeof alloc>) => coded('ERR_OUT_OF_RANGE', () => alloc(...args)),
    byteLength: (value: string, encoding?: unknown) => {
      if (typeof value === 'string' && /^base64(?:url)?$/i.test(String(encoding))) {
        // By its length alone, as Node counts: what is no base64 counts, too.
        const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
        return ((value.length - padding) * 3) >>> 2;
      }
      return byteLength(value, encoding as never);
    },
    copyBytesFrom: (view: ArrayBufferView, offset = 0, length?: number) => {
      const whole = view as Uint8Array;
      const part = whole.subarray(offset, length === undefined ? undefined : offset + length);
      return from(Uint8Array.from(new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
    },
    of: (...bytes: number[]) => from(bytes),
    poolSize: 65536,
  });
  for (const name of Object.keys(Buffer.prototype)) {
    if (!/^(?:read|write)[A-Z]/.test(name)) continue;
    const plain = (Buffer.prototype as unknown as Record<string, Method>)[name]!;
    const checked: Method = function (...args) {
      return coded('ERR_OUT_OF_RANGE', () => plain.apply(this, args));
    };
    Object.defineProperty(Buffer.prototype, name, { value: named(checked, name), writable: true });
  }
  Object.defineProperty(Buffer.prototype, inspect.custom, {
    value(this: Buffer) {
      const shown = [...this.subarray(0, SHOWN)].map((byte) => byte.toString(16).padStart(2, '0'));
      const more = this.length - SHOWN;
      if (more > 0) shown.push(`... ${more} more byte${more > 1 ? 's' : ''}`);
      return `<Buffer ${shown.join(' ')}>`;
    },
    writable: true,
    configurable: true,
  });
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Bytes that printing a buffer shows. */
const SHOWN = 50;

/** Gives a range or type error of the package the code that Node's has. */
function coded<T>(code: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const plain = error as Error & { code?: string };
    if (plain.code !== undefined) throw error;
    const Base = plain instanceof RangeError ? RangeError : TypeError;
    const known = plain instanceof RangeError ? 'ERR_OUT_OF_RANGE' : code;
    throw nodeError(known, plain.message, Base);
  }
}

completeBuffer();

/** The same text in another encoding; what that cannot say becomes `?`. */
function transcode(source: Uint8Array, from: string, to: string): Buffer {
  const text = Buffer.from(source).toString(from);
  const widest = /^(?:ascii|us-ascii)$/i.test(to)
    ? 0x7f
    : /^(?:latin1|binary)$/i.test(to)
      ? 0xff
      : 0;
  if (widest === 0) return Buffer.from(text, to as BufferEncoding);
  const said = [...text].map((char) => (char.codePointAt(0)! > widest ? '?' : char)).join('');
  return Buffer.from(said, to as BufferEncoding);
}

/** Whether bytes are valid UTF-8. */
function isUtf8(bytes: Uint8Array | ArrayBuffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 128);
}

/** A Blob hands out its content on real time, which a process in virtual time does not have. */
class Blob {
  constructor() {
    throw nodeError(
      'ERR_UNSUPPORTED_IN_PAGE',
      'Blob is not available in the in-page engine. Use a Buffer.',
    );
  }
}

export const create: NodeModuleFactory = () => {
  const named = {
    Buffer,
    Blob,
    kMaxLength: MAX_LENGTH,
    INSPECT_MAX_BYTES: 50,
    constants: { MAX_LENGTH, MAX_STRING_LENGTH: 536870888 },
    isUtf8,
    isAscii,
    transcode,
    atob: globalThis.atob,
    btoa: globalThis.btoa,
  };
  return { ...named, default: named };
};
