/** `node:buffer`: the `buffer` package, which is also the global `Buffer`, with `base64url`. */
import { Buffer as PackageBuffer } from 'buffer/index.js';
import { nodeError } from '../errors.ts';
import { named } from '../platform.ts';
import type { NodeModuleFactory } from '../runtime.ts';

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
    atob: globalThis.atob,
    btoa: globalThis.btoa,
  };
  return { ...named, default: named };
};
