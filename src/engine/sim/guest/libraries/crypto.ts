/**
 * The algorithms of `node:crypto`: a library of its own, bundled to a script that a process evaluates
 * when its program imports the module. What programs see of it is made by `node/crypto.ts`.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import type { CHash } from '@noble/hashes/utils.js';

const HASHES: Readonly<Record<string, CHash>> = {
  md5,
  ripemd160,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-224': sha512_224,
  'sha512-256': sha512_256,
  'sha3-224': sha3_224,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
  blake2b512: blake2b,
  blake2s256: blake2s,
};

/** Hashes of any length: their usual one, in bytes. */
const EXTENDABLE: Readonly<Record<string, readonly [typeof shake128, number]>> = {
  shake128: [shake128, 16],
  shake256: [shake256, 32],
};

export interface Algorithms {
  /** By Node's names. */
  readonly hashes: typeof HASHES;
  readonly extendable: typeof EXTENDABLE;
  readonly hmac: typeof hmac;
  readonly hkdf: typeof hkdf;
  readonly pbkdf2: typeof pbkdf2;
  readonly scrypt: typeof scrypt;
}

export function create(): Algorithms {
  return { hashes: HASHES, extendable: EXTENDABLE, hmac, hkdf, pbkdf2, scrypt };
}
