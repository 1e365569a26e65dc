/**
 * `node:crypto`: hashes, HMAC, key derivation and seeded randomness. Everything is computed at
 * once, in JavaScript: WebCrypto settles on real time, and is not there in a sandboxed frame. The
 * algorithms are a library (`libraries/crypto.ts`); what needs none is here without it.
 */
import type { Context } from '../context.ts';
import { nodeError, received, unsupported } from '../errors.ts';
import type { Algorithms } from '../libraries/crypto.ts';
import { named } from '../platform.ts';
import type { LibraryBody, NodeModule, Runtime } from '../runtime.ts';
import { Buffer } from './buffer.ts';
import { randomness } from './random.ts';

type Data = string | ArrayBufferView | ArrayBuffer;
type Encoding = 'hex' | 'base64' | 'base64url' | 'latin1' | 'utf8';
type Done<T> = (error: Error | null | undefined, value: T) => void;

function bytesOf(data: Data, encoding?: string): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding as Encoding | undefined);
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. ' +
      `Received ${received(data)}`,
    TypeError,
  );
}

interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): Digest;
}

/** `update` as often as you like, `digest` once. */
class Hash {
  readonly #digest: Digest;
  #finished = false;

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  update(data: Data, encoding?: string): this {
    if (this.#finished) throw nodeError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#digest.update(bytesOf(data, encoding));
    return this;
  }

  digest(encoding?: string): Buffer | string {
    if (this.#finished) throw nodeError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#finished = true;
    return encoded(this.#digest.digest(), encoding);
  }

  copy(): Hash {
    if (this.#finished) throw nodeError('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    return new Hash(this.#digest.clone());
  }
}

class Hmac extends Hash {}

named(Hash, 'Hash');
named(Hmac, 'Hmac');

function encoded(bytes: Uint8Array, encoding?: string): Buffer | string {
  const buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const left = bytesOf(a);
  const right = bytesOf(b);
  if (left.length !== right.length) {
    throw nodeError(
      'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
      'Input buffers must have the same byte length',
      RangeError,
    );
  }
  let difference = 0;
  for (const [i, byte] of left.entries()) difference |= byte ^ (right[i] ?? 0);
  return difference === 0;
}

interface ScryptOptions {
  readonly N?: number;
  readonly cost?: number;
  readonly r?: number;
  readonly blockSize?: number;
  readonly p?: number;
  readonly parallelization?: number;
}

/** The library needs nothing of Node's. */
const nothing = (): never => {
  throw new Error('The algorithms are made of themselves alone.');
};

/** What is computed, with the algorithms at hand. */
function computing(algorithms: () => Algorithms) {
  const hashNamed = (name: string) => {
    const known = String(name).toLowerCase().replace(/^rsa-/, '').replace(/^sha-/, 'sha');
    const hash = algorithms().hashes[known];
    if (hash) return hash;
    throw new Error('Digest method not supported');
  };
  function scryptSync(
    password: Data,
    salt: Data,
    length: number,
    options: ScryptOptions = {},
  ): Buffer {
    const N = options.N ?? options.cost ?? 16384;
    const r = options.r ?? options.blockSize ?? 8;
    const p = options.p ?? options.parallelization ?? 1;
    const key = algorithms().scrypt(bytesOf(password), bytesOf(salt), { N, r, p, dkLen: length });
    return encoded(key) as Buffer;
  }

  function pbkdf2Sync(
    password: Data,
    salt: Data,
    rounds: number,
    length: number,
    digest: string,
  ): Buffer {
    const key = algorithms().pbkdf2(hashNamed(digest), bytesOf(password), bytesOf(salt), {
      c: rounds,
      dkLen: length,
    });
    return encoded(key) as Buffer;
  }

  function hkdfSync(
    digest: string,
    key: Data,
    salt: Data,
    info: Data,
    length: number,
  ): ArrayBuffer {
    const made = algorithms().hkdf(
      hashNamed(digest),
      bytesOf(key),
      bytesOf(salt),
      bytesOf(info),
      length,
    );
    return made.buffer.slice(made.byteOffset, made.byteOffset + made.byteLength);
  }

  return { hashNamed, scryptSync, pbkdf2Sync, hkdfSync };
}

/** The same with a callback, which comes on a later turn, as Node's does. */
function later<T>(runtime: Runtime, work: () => T, done: Done<T>): void {
  runtime.setTimer(() => {
    done(null, work());
  }, 0);
}

/** @param library the algorithms; undefined when they did not come with the program */
export function create(
  runtime: Runtime,
  library: LibraryBody<{ readonly create: () => Algorithms }> | undefined,
  context: Context,
): NodeModule {
  const random = randomness(runtime);
  // Before the program runs: later it could bend what they are made of.
  const loaded = library?.(nothing, { exports: {} }, context).create();
  const algorithms = (): Algorithms => {
    if (loaded) return loaded;
    const instead =
      "Import it by its name, so that it is loaded: `import crypto from 'node:crypto'`.";
    throw unsupported('node:crypto under a computed name', instead);
  };
  const { hashNamed, scryptSync, pbkdf2Sync, hkdfSync } = computing(algorithms);
  const webcrypto = {
    getRandomValues: random.getRandomValues,
    randomUUID: random.randomUUID,
    get subtle(): never {
      throw unsupported(
        'crypto.subtle',
        'Use createHash, createHmac, scrypt or pbkdf2 of node:crypto.',
      );
    },
  };
  const named = {
    createHash: (name: string, { outputLength }: { outputLength?: number } = {}) => {
      const extendable = algorithms().extendable[String(name).toLowerCase()];
      if (!extendable) return new Hash(hashNamed(name).create());
      const [hash, usual] = extendable;
      return new Hash(hash.create({ dkLen: outputLength ?? usual }));
    },
    createHmac: (name: string, key: Data) =>
      new Hmac(algorithms().hmac.create(hashNamed(name), bytesOf(key))),
    hash: (name: string, data: Data, encoding: string = 'hex') =>
      encoded(hashNamed(name)(bytesOf(data)), encoding),
    getHashes: () => {
      const { hashes, extendable } = algorithms();
      return [...Object.keys(hashes), ...Object.keys(extendable)];
    },
    timingSafeEqual,
    randomBytes: (size: number, done?: Done<Buffer>) => {
      const bytes = random.bytes(size);
      if (!done) return bytes;
      later(runtime, () => bytes, done);
      return undefined;
    },
    randomInt: (low: number, high?: number | Done<number>, done?: Done<number>) => {
      const callback = typeof high === 'function' ? high : done;
      const value = typeof high === 'number' ? random.int(low, high) : random.int(0, low);
      if (!callback) return value;
      runtime.setTimer(() => callback(undefined, value), 0);
      return undefined;
    },
    randomFillSync: (target: ArrayBufferView, offset = 0, size?: number) => {
      const view = bytesOf(target).subarray(offset, size === undefined ? undefined : offset + size);
      view.set(random.bytes(view.length));
      return target;
    },
    randomFill: (target: ArrayBufferView, ...rest: unknown[]) => {
      const done = rest.pop() as Done<ArrayBufferView>;
      const [offset, size] = rest as [number?, number?];
      later(runtime, () => named.randomFillSync(target, offset, size), done);
    },
    randomUUID: random.randomUUID,
    getRandomValues: random.getRandomValues,
    hkdfSync,
    hkdf: (
      digest: string,
      key: Data,
      salt: Data,
      info: Data,
      length: number,
      done: Done<ArrayBuffer>,
    ) => {
      later(runtime, () => hkdfSync(digest, key, salt, info, length), done);
    },
    scryptSync,
    scrypt: (
      password: Data,
      salt: Data,
      length: number,
      options: ScryptOptions | Done<Buffer>,
      done?: Done<Buffer>,
    ) => {
      const [settings, callback] = typeof options === 'function' ? [{}, options] : [options, done];
      later(runtime, () => scryptSync(password, salt, length, settings), callback as Done<Buffer>);
    },
    pbkdf2Sync,
    pbkdf2: (
      password: Data,
      salt: Data,
      rounds: number,
      length: number,
      digest: string,
      done: Done<Buffer>,
    ) => {
      later(runtime, () => pbkdf2Sync(password, salt, rounds, length, digest), done);
    },
    webcrypto,
  };
  return { ...named, default: named };
}
