/** Randomness of a process: all of it from its seed. Also behind the globals `crypto` and `Math.random`. */
import { nodeError, received } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { Buffer } from './buffer.ts';

export interface Randomness {
  bytes(size: number): Buffer;
  /** A whole number, `low` ≤ x < `high`. */
  int(low: number, high: number): number;
  randomUUID(): string;
  getRandomValues<T extends ArrayBufferView>(target: T): T;
}

export function randomness(runtime: Pick<Runtime, 'random'>): Randomness {
  const fill = (target: Uint8Array): void => {
    for (let i = 0; i < target.length; i++) target[i] = Math.floor(runtime.random() * 256);
  };
  const bytes = (size: number): Buffer => {
    if (!Number.isInteger(size) || size < 0) {
      throw nodeError(
        'ERR_OUT_OF_RANGE',
        `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${size}`,
        RangeError,
      );
    }
    const buffer = Buffer.alloc(size);
    fill(buffer);
    return buffer;
  };
  return {
    bytes,
    int: (low, high) => {
      for (const [name, value] of [
        ['min', low],
        ['max', high],
      ] as const) {
        if (Number.isSafeInteger(value)) continue;
        throw nodeError(
          'ERR_INVALID_ARG_TYPE',
          `The "${name}" argument must be a safe integer. Received ${received(value)}`,
          TypeError,
        );
      }
      if (!(high > low)) {
        throw nodeError(
          'ERR_OUT_OF_RANGE',
          `The value of "max" is out of range. It must be greater than the value of "min" (${low}). Received ${high}`,
          RangeError,
        );
      }
      return low + Math.floor(runtime.random() * (high - low));
    },
    randomUUID: () => {
      const id = bytes(16);
      id[6] = ((id[6] ?? 0) & 0x0f) | 0x40;
      id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    getRandomValues: (target) => {
      fill(new Uint8Array(target.buffer as ArrayBuffer, target.byteOffset, target.byteLength));
      return target;
    },
  };
}
