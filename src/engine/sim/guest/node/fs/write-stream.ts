/** `fs.WriteStream`: a file written in parts, one after the other, at the pace of the disk. */
import { nodeError } from '../../errors.ts';
import { bytesOf, encodingOf } from './arguments.ts';
import { FileStream, type StreamSetup } from './file-stream.ts';

const WRITE_AHEAD = 16 * 1024;

interface Written {
  readonly bytes: Uint8Array;
  readonly done: ((error?: Error | null) => void) | undefined;
}

export class WriteStream extends FileStream {
  bytesWritten = 0;
  writable = true;
  writableEnded = false;
  writableFinished = false;
  /** Bytes taken and not yet written. */
  writableLength = 0;
  readonly writableHighWaterMark: number;
  #position: number | null;
  readonly #queue: Written[] = [];
  #writing = false;
  #opened = false;
  #needDrain = false;

  constructor(setup: StreamSetup, path: unknown, more?: unknown) {
    super(setup, path, more, 'w');
    const { start, highWaterMark } = this.options as { start?: number; highWaterMark?: number };
    this.#position = start ?? null;
    this.writableHighWaterMark = highWaterMark ?? WRITE_AHEAD;
  }

  /** False when it has enough for now: `drain` follows. */
  write(data: unknown, encoding?: unknown, callback?: unknown): boolean {
    const done = [encoding, callback].find((value) => typeof value === 'function') as
      Written['done'] | undefined;
    if (this.writableEnded || this.destroyed) {
      const error = this.writableEnded
        ? nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end')
        : nodeError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
      this.setup.loop.nextTick(() => done?.(error));
      if (this.writableEnded) this.destroy(error);
      return false;
    }
    const given = typeof encoding === 'string' ? encoding : encodingOf(this.options);
    const bytes = bytesOf(data, given, 'chunk');
    this.#queue.push({ bytes, done });
    this.writableLength += bytes.length;
    this.#push();
    this.#needDrain ||= this.writableLength >= this.writableHighWaterMark;
    return !this.#needDrain;
  }

  end(data?: unknown, encoding?: unknown, callback?: unknown): this {
    const done = [data, encoding, callback].find((value) => typeof value === 'function');
    if (done) this.once('finish', done as () => void);
    if (data !== undefined && data !== null && typeof data !== 'function')
      this.write(data, typeof encoding === 'string' ? encoding : undefined);
    this.writableEnded = true;
    this.writable = false;
    this.#push();
    return this;
  }

  close(done?: () => void): void {
    if (done) {
      if (this.closed) this.setup.loop.nextTick(done);
      else this.once('close', done);
    }
    this.end();
  }

  override destroy(error?: Error): this {
    const lost = this.#queue.splice(0);
    if (lost.length > 0) {
      const words = 'Cannot call write after a stream was destroyed';
      const reason = error ?? nodeError('ERR_STREAM_DESTROYED', words);
      this.setup.loop.nextTick(() => {
        for (const { done } of lost) done?.(reason);
      });
    }
    return super.destroy(error);
  }

  protected override ready(): void {
    this.#opened = true;
    this.#push();
  }

  #push(): void {
    if (this.#writing || !this.#opened || this.destroyed) return;
    const next = this.#queue.shift();
    if (!next) {
      if (this.#needDrain && !this.writableEnded) {
        this.#needDrain = false;
        this.emit('drain');
      }
      if (this.writableEnded && !this.writableFinished) this.#finish();
      return;
    }
    this.#writing = true;
    const { bytes, done } = next;
    this.setup.forms.write(this.fd!, bytes, 0, bytes.length, this.#position).then(
      () => {
        this.#writing = false;
        if (this.#position !== null) this.#position += bytes.length;
        this.writableLength -= bytes.length;
        this.bytesWritten += bytes.length;
        done?.(null);
        this.#push();
      },
      (error: Error) => {
        done?.(error);
        this.destroy(error);
      },
    );
  }

  #finish(): void {
    this.writableFinished = true;
    const finish = (): void =>
      this.setup.loop.nextTick(() => {
        this.emit('finish');
        this.destroy();
      });
    if (!this.options['flush']) finish();
    else this.setup.forms.fsync(this.fd!).then(finish, (error: Error) => this.destroy(error));
  }
}
