/** `stream.duplexPair`: what is written to one end is read at the other. */
import Stream from 'readable-stream/lib/stream.js';
import type { Duplex as DuplexStream, DuplexOptions } from 'node:stream';

type Callback = (error?: Error | null) => void;

export function duplexPair(options?: DuplexOptions): [DuplexStream, DuplexStream] {
  const { Duplex } = Stream;
  class Side extends Duplex {
    other!: Side;
    #taken: Callback | null = null;

    override _read(): void {
      const taken = this.#taken;
      this.#taken = null;
      taken?.();
    }

    override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: Callback): void {
      if (chunk.length === 0) {
        queueMicrotask(done);
        return;
      }
      this.other.push(chunk);
      this.other.#taken = done;
    }

    override _final(done: Callback): void {
      this.other.on('end', done);
      this.other.push(null);
    }
  }
  const one = new Side(options);
  const two = new Side(options);
  one.other = two;
  two.other = one;
  return [one, two];
}
