/**
 * `IncomingMessage`: a request on the server, an answer on the client. Its body comes in parts and
 * is read by `data` events, `for await`, or `pipe`; nothing is emitted before somebody listens.
 */
import { Buffer } from '../node/buffer.ts';
import { StringDecoder } from '../node/string_decoder.ts';
import type { Body, RawHeaders } from '../../protocol.ts';
import { EventEmitter } from '../emitter.ts';
import { systemError } from '../errors.ts';
import { abortReason } from '../platform.ts';
import type { Loop } from '../loop.ts';
import { ChunkQueue, joined, type Chunk } from './chunks.ts';
import { addOperators } from '../operators.ts';
import { Pipes, type Sink } from '../pipes.ts';
import { toDistinct, toHeaders, type IncomingHeaders } from './headers.ts';
import type { HttpSocket } from './socket.ts';

export class IncomingMessage extends EventEmitter {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  readonly rawHeaders: RawHeaders;
  rawTrailers: readonly string[] = [];
  joinDuplicateHeaders = false;
  /** The request that this answers. */
  req: unknown;
  upgrade = false;
  method: string | undefined;
  url: string | undefined;
  statusCode: number | undefined;
  statusMessage: string | undefined;
  complete = false;
  aborted = false;
  destroyed = false;
  errored: Error | null = null;
  readable = true;
  readableEnded = false;
  readableFlowing: boolean | null = null;
  readableEncoding: string | null = null;
  readonly readableHighWaterMark = 65536;
  readonly readableObjectMode = false;
  /** Called when the program destroys it before its end. */
  onDestroy: ((error: Error | undefined) => void) | null = null;
  /** Called when it has been read to its end, before the program hears of it. */
  onEnd: (() => void) | null = null;
  #headers: IncomingHeaders | null = null;
  readonly #loop: Loop;
  #socket: HttpSocket | null = null;
  readonly #makeSocket: () => HttpSocket | null;
  #trailers: IncomingHeaders | null = null;
  #decoder: StringDecoder | null = null;
  readonly #chunks: ChunkQueue;
  #ended = false;
  #broken = false;
  #controller: AbortController | null = null;
  #scheduled = false;
  #closed = false;
  #waiting: {
    resolve: (result: IteratorResult<unknown>) => void;
    reject: (error: Error) => void;
  } | null = null;
  #iterating = false;
  #pipes: Pipes | null = null;
  #touched = false;

  static {
    addOperators(this.prototype, (stream) => (stream as IncomingMessage).#loop);
  }

  /** @param socket makes what programs see of the connection, when one asks */
  constructor(loop: Loop, rawHeaders: RawHeaders, socket: () => HttpSocket | null) {
    super();
    this.#loop = loop;
    this.#chunks = new ChunkQueue(loop.limiter);
    this.rawHeaders = rawHeaders;
    this.#makeSocket = socket;
  }

  get socket(): HttpSocket | null {
    return (this.#socket ??= this.#makeSocket());
  }

  set socket(value: HttpSocket | null) {
    this.#socket = value;
  }

  get trailers(): IncomingHeaders {
    return (this.#trailers ??= toHeaders(this.rawTrailers, this.joinDuplicateHeaders));
  }

  get trailersDistinct(): Record<string, string[]> {
    return toDistinct(this.rawTrailers);
  }

  get headers(): IncomingHeaders {
    return (this.#headers ??= toHeaders(this.rawHeaders, this.joinDuplicateHeaders));
  }

  set headers(value: IncomingHeaders) {
    this.#headers = value;
  }

  get headersDistinct(): Record<string, string[]> {
    return toDistinct(this.rawHeaders);
  }

  get connection(): HttpSocket | null {
    return this.socket;
  }

  set connection(value: HttpSocket | null) {
    this.socket = value;
  }

  /** Aborted when it breaks off, or what answers it does. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#broken) this.#controller.abort(abortReason());
    }
    return this.#controller.signal;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Something of it was asked for, or it is over. */
  get readableDidRead(): boolean {
    return this.#touched || this.destroyed;
  }

  get readableAborted(): boolean {
    return this.destroyed && !this.readableEnded;
  }

  get readableLength(): number {
    return this.#chunks.size;
  }

  // -------------------------------------------------------------- what the network does

  /** Headers that came after the body; before the last of that is pushed. */
  setTrailers(raw: RawHeaders): void {
    this.rawTrailers = raw;
    this.#trailers = null;
  }

  /** More of the body; `end` with the last. */
  push(body: Body | null, end: boolean): void {
    if (this.destroyed || this.#ended) return;
    if (body !== null && body.length > 0) this.#add(body);
    if (end) {
      const rest = this.#decoder?.end();
      if (rest) this.#chunks.push(rest);
      this.#ended = true;
      this.complete = true;
    }
    this.#schedule();
  }

  /** The connection broke before the end, or before all of it was read. */
  abort(error: Error = systemError('ECONNRESET', {}, 'aborted')): void {
    this.#abortSignal();
    if (this.destroyed) return;
    this.aborted = true;
    // Whoever tells of it has seen to the connection.
    this.onDestroy = null;
    this.emit('aborted');
    this.destroy(error);
  }

  // -------------------------------------------------------------- what the program does

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    super.on(event, listener as (...args: unknown[]) => void);
    if (event === 'data' && this.readableFlowing !== false) this.resume();
    else if (event === 'readable') this.#schedule();
    return this;
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  setEncoding(encoding: string): this {
    this.readableEncoding = encoding;
    this.#decoder = new StringDecoder(encoding);
    for (const chunk of this.#chunks.take()) this.#add(chunk);
    return this;
  }

  resume(): this {
    this.#touched = true;
    this.readableFlowing = true;
    this.#schedule();
    return this;
  }

  pause(): this {
    this.readableFlowing = false;
    return this;
  }

  isPaused(): boolean {
    return this.readableFlowing === false;
  }

  /** All that is there, or so much of it; null when that is not there yet. */
  read(size?: number): unknown {
    this.#touched = true;
    const waits = size !== undefined && !this.#ended && this.readableLength < size;
    let chunk: unknown = null;
    if (this.#chunks.length > 0 && !waits && size !== 0) {
      const whole = this.#present(joined(this.#chunks.take())) as string | Buffer;
      chunk = whole.slice(0, size);
      if (size !== undefined && whole.length > size) this.#chunks.unshift(whole.slice(size));
    }
    this.#schedule();
    return chunk;
  }

  setTimeout(ms: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    const handle = this.#loop.setTimer(() => this.#closed || this.emit('timeout'), ms);
    this.#loop.setRef(handle, false);
    return this;
  }

  pipe<S extends Sink>(sink: S, { end = true }: { end?: boolean } = {}): S {
    this.#pipes ??= new Pipes(this, (run) => this.#loop.nextTick(run));
    this.#pipes.add(sink, end);
    return sink;
  }

  unpipe(sink?: Sink): this {
    this.#pipes?.remove(sink);
    return this;
  }

  /** Puts a part back, to be read again. */
  unshift(chunk: Chunk): void {
    if (chunk.length > 0) this.#chunks.unshift(chunk);
    this.#schedule();
  }

  /** Ends it; unread parts are dropped. On the server this also tears the connection down. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.readable = false;
    this.errored = error ?? null;
    // What was not read is not kept any longer.
    if (!this.#iterating) this.#chunks.take();
    if (!this.readableEnded) {
      this.#abortSignal();
      this.onDestroy?.(error);
    }
    const waiting = this.#waiting;
    this.#waiting = null;
    if (error && waiting) waiting.reject(error);
    else waiting?.resolve({ done: true, value: undefined });
    this.#loop.nextTick(() => {
      if (error && !waiting && this.listenerCount('error') > 0) this.emit('error', error);
      this.#close();
    });
    return this;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    return this.iterator();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.destroy(this.readableEnded ? undefined : abortError());
    await new Promise<void>((resolve) => void this.once('close', () => resolve()));
  }

  /** As `for await` reads it; one that stops early destroys it unless told not to. */
  iterator({
    destroyOnReturn = true,
  }: { destroyOnReturn?: boolean } = {}): AsyncIterableIterator<unknown> {
    this.#iterating = this.#touched = true;
    const next = (): Promise<IteratorResult<unknown>> => {
      if (this.#chunks.length > 0) {
        return Promise.resolve({ done: false, value: this.#present(this.#chunks.shift()!) });
      }
      if (this.errored) return Promise.reject(this.errored);
      if (this.#ended || this.destroyed) {
        this.#finish();
        return Promise.resolve({ done: true, value: undefined });
      }
      return new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
      });
    };
    return {
      next,
      return: (): Promise<IteratorResult<unknown>> => {
        if (destroyOnReturn) this.destroy();
        else this.#iterating = false;
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Throws away what is left, as Node does when an answer ends and its request was not read. */
  drain(): void {
    if (!this.#iterating && this.readableFlowing === null) this.resume();
  }

  // -------------------------------------------------------------- inside

  #abortSignal(): void {
    this.#broken = true;
    this.#controller?.abort(abortReason());
  }

  #schedule(): void {
    if (this.#waiting) {
      this.#feedIterator();
      return;
    }
    if (this.#scheduled || this.#iterating) return;
    const wanted = this.readableFlowing === true || this.listenerCount('readable') > 0;
    if (!wanted) return;
    this.#scheduled = true;
    this.#loop.nextTick(() => {
      this.#scheduled = false;
      this.#flow();
    });
  }

  #feedIterator(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#waiting = null;
      waiting.resolve({ done: false, value: this.#present(chunk) });
    } else if (this.#ended) {
      this.#waiting = null;
      this.#finish();
      waiting.resolve({ done: true, value: undefined });
    }
  }

  #flow(): void {
    if (this.destroyed) return;
    if (this.readableFlowing !== true) {
      if (this.#chunks.length > 0 || this.#ended) this.emit('readable');
      if (this.#chunks.length === 0 && this.#ended) this.#finish();
      return;
    }
    while (this.#chunks.length > 0 && this.readableFlowing === true && !this.destroyed) {
      this.emit('data', this.#present(this.#chunks.shift()!));
    }
    if (this.#chunks.length === 0 && this.#ended && this.readableFlowing === true) this.#finish();
  }

  #finish(): void {
    if (this.readableEnded) return;
    this.readableEnded = true;
    this.readable = false;
    this.onEnd?.();
    this.emit('end');
    this.#loop.nextTick(() => this.#close());
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.destroyed = true;
    this.emit('close');
  }

  /** Keeps a part; with an encoding as its text, of which the last character may be to come. */
  #add(chunk: Chunk): void {
    const decoder = this.#decoder;
    const plain = !decoder || (typeof chunk === 'string' && decoder.encoding === 'utf8');
    const part = plain ? chunk : decoder.write(Buffer.from(chunk as string));
    if (part.length > 0) this.#chunks.push(part);
  }

  #present(chunk: Chunk): unknown {
    if (this.#decoder) return chunk;
    return typeof chunk === 'string'
      ? Buffer.from(chunk)
      : Buffer.from(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
  }
}

function abortError(): Error {
  const error = Object.assign(new Error('The operation was aborted'), { code: 'ABORT_ERR' });
  error.name = 'AbortError';
  return error;
}
