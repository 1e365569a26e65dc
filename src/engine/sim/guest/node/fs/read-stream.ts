/** `fs.ReadStream`: a file in parts, read at the pace of whoever wants them. */
import { nodeError } from '../../errors.ts';
import { addOperators } from '../../operators.ts';
import { Pipes, type Sink } from '../../pipes.ts';
import { Buffer } from '../buffer.ts';
import { StringDecoder } from '../string_decoder.ts';
import { encodingOf } from './arguments.ts';
import { FileStream, type StreamSetup } from './file-stream.ts';
import type { ReadResult } from './operations.ts';

const READ_AT_ONCE = 64 * 1024;

export class ReadStream extends FileStream {
  bytesRead = 0;
  readable = true;
  readableEnded = false;
  readableFlowing: boolean | null = null;
  readableEncoding: string | null = null;
  #decoder: StringDecoder | null = null;
  #position: number | null;
  #left: number;
  #reading = false;
  #opened = false;
  /** `for await` waits for the next part. */
  #wanted: ((part: unknown) => void) | null = null;
  #pipes: Pipes | null = null;

  static {
    addOperators(this.prototype, (stream) => (stream as ReadStream).setup.loop);
  }

  constructor(setup: StreamSetup, path: unknown, more?: unknown) {
    super(setup, path, more, 'r');
    const { start, end } = this.options as { start?: number; end?: number };
    if (start !== undefined && end !== undefined && start > end) {
      const words = `The value of "start" is out of range. It must be <= "end" (here: ${end}). Received ${start}`;
      throw nodeError('ERR_OUT_OF_RANGE', words, RangeError);
    }
    this.#position = start ?? null;
    this.#left = end === undefined ? Infinity : end - (start ?? 0) + 1;
    const encoding = encodingOf(this.options);
    if (encoding !== undefined) this.setEncoding(encoding);
  }

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    super.on(event, listener as (...args: unknown[]) => void);
    if (event === 'data' && this.readableFlowing !== false) this.resume();
    return this;
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  setEncoding(encoding: string): this {
    this.readableEncoding = encoding;
    this.#decoder = new StringDecoder(encoding);
    return this;
  }

  resume(): this {
    this.readableFlowing = true;
    this.#pull();
    return this;
  }

  pause(): this {
    this.readableFlowing = false;
    return this;
  }

  isPaused(): boolean {
    return this.readableFlowing === false;
  }

  close(done?: () => void): void {
    if (done) this.once('close', done);
    this.destroy();
  }

  pipe<S extends Sink>(sink: S, { end = true }: { end?: boolean } = {}): S {
    this.#pipes ??= new Pipes(this, (run) => this.setup.loop.nextTick(run));
    this.#pipes.add(sink, end);
    return sink;
  }

  unpipe(sink?: Sink): this {
    this.#pipes?.remove(sink);
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, void> {
    const failed = new Promise<never>((_, reject) => this.once('error', reject));
    failed.catch(() => undefined);
    try {
      while (!this.readableEnded) {
        if (this.errored) throw this.errored;
        const part = new Promise<unknown>((resolve) => {
          this.#wanted = resolve;
        });
        this.#pull();
        const value = await Promise.race([part, failed]);
        if (value !== null) yield value;
      }
    } finally {
      this.destroy();
    }
  }

  protected override ready(): void {
    this.#opened = true;
    this.#pull();
  }

  #pull(): void {
    const wants = this.readableFlowing === true || this.#wanted !== null;
    if (!wants || this.#reading || !this.#opened || this.destroyed || this.readableEnded) return;
    this.#reading = true;
    const { highWaterMark = READ_AT_ONCE } = this.options as { highWaterMark?: number };
    const buffer = Buffer.alloc(Math.min(highWaterMark, this.#left));
    this.setup.forms.read(this.fd!, buffer, 0, buffer.length, this.#position).then(
      (result) => {
        this.#reading = false;
        const { bytesRead } = result as ReadResult;
        if (this.#position !== null) this.#position += bytesRead;
        this.#left -= bytesRead;
        this.bytesRead += bytesRead;
        this.#take(bytesRead > 0 ? (buffer.subarray(0, bytesRead) as Buffer) : null);
      },
      (error: Error) => this.destroy(error),
    );
  }

  #take(bytes: Buffer | null): void {
    if (this.destroyed) return;
    const part = this.#decoder
      ? bytes
        ? this.#decoder.write(bytes)
        : this.#decoder.end()
      : (bytes ?? '');
    if (part.length > 0) this.#give(part);
    if (bytes) {
      this.#pull();
      return;
    }
    this.readableEnded = true;
    this.readable = false;
    this.#give(null);
    this.emit('end');
    this.destroy();
  }

  #give(part: unknown): void {
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted) wanted(part);
    else if (part !== null) this.emit('data', part);
  }
}
