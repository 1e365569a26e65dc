/** Parts of a body that have arrived and were not read. All that a process keeps of them is limited. */
import type { Limiter } from '../limiter.ts';
import { Buffer } from '../node/buffer.ts';

export type Chunk = string | Uint8Array;

export class ChunkQueue {
  readonly #limiter: Limiter;
  #parts: Chunk[] = [];
  /** Bytes; text counts its characters. */
  #size = 0;

  constructor(limiter: Limiter) {
    this.#limiter = limiter;
  }

  /** How many parts there are. */
  get length(): number {
    return this.#parts.length;
  }

  get size(): number {
    return this.#size;
  }

  /** @throws LimitError when the process keeps too much */
  push(part: Chunk): void {
    this.#parts.push(part);
    this.#count(part.length);
  }

  /** Puts a part back, to be the first. */
  unshift(part: Chunk): void {
    this.#parts.unshift(part);
    this.#count(part.length);
  }

  shift(): Chunk | undefined {
    const part = this.#parts.shift();
    if (part !== undefined) this.#count(-part.length);
    return part;
  }

  /** All of them, which are no longer here. */
  take(): Chunk[] {
    const parts = this.#parts;
    this.#parts = [];
    this.#count(-this.#size);
    return parts;
  }

  #count(bytes: number): void {
    this.#size += bytes;
    this.#limiter.unread(bytes);
  }
}

/** Parts as one: text when all of it is text. */
export function joined(parts: readonly Chunk[]): Chunk {
  if (parts.length === 1) return parts[0]!;
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
