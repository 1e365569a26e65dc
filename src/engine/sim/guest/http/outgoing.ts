/** What a request and an answer that are being written share: headers, `write`, `end`. */
import { Buffer } from '../node/buffer.ts';
import type { Body } from '../../protocol.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, received } from '../errors.ts';
import type { Loop } from '../loop.ts';
import { HeaderMap, type HeaderValue } from './headers.ts';

export type Callback = (error?: Error | null) => void;

export abstract class OutgoingMessage extends EventEmitter {
  /** The head is fixed: it was written, or `writeHead` was called. */
  headersSent = false;
  finished = false;
  writableEnded = false;
  writableFinished = false;
  destroyed = false;
  errored: Error | null = null;
  sendDate = true;
  readonly writableHighWaterMark = 65536;
  readonly writableObjectMode = false;
  writableCorked = 0;
  protected readonly map = new HeaderMap();
  protected readonly loop: Loop;
  /** False for HEAD, 204 and 304: what the program writes is counted, not sent. */
  protected hasBody = true;
  #headWritten = false;

  constructor(loop: Loop) {
    super();
    this.loop = loop;
  }

  /** Sends the head, with the whole body when `end` comes with it. */
  protected abstract sendHead(body: Body | null, end: boolean): void;
  protected abstract sendData(body: Body | null, end: boolean): void;
  abstract destroy(error?: Error): this;

  get writable(): boolean {
    return !this.destroyed && !this.writableEnded;
  }

  get writableLength(): number {
    return 0;
  }

  get closed(): boolean {
    return this.destroyed;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) {
      throw nodeError(
        'ERR_HTTP_HEADERS_SENT',
        'Cannot set headers after they are sent to the client',
      );
    }
    this.map.set(name, value);
    return this;
  }

  setHeaders(headers: Iterable<[string, string]>): this {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    if (this.headersSent) {
      throw nodeError(
        'ERR_HTTP_HEADERS_SENT',
        'Cannot append headers after they are sent to the client',
      );
    }
    this.map.append(name, value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.map.get(name);
  }

  getHeaders(): Record<string, HeaderValue> {
    return this.map.toObject();
  }

  getHeaderNames(): string[] {
    return this.map.names();
  }

  getRawHeaderNames(): string[] {
    return this.map.rawNames();
  }

  hasHeader(name: string): boolean {
    return this.map.has(name);
  }

  removeHeader(name: string): void {
    if (this.headersSent) {
      throw nodeError(
        'ERR_HTTP_HEADERS_SENT',
        'Cannot remove headers after they are sent to the client',
      );
    }
    this.map.delete(name);
  }

  flushHeaders(): void {
    if (!this.#headWritten) this.#head(null, false);
  }

  cork(): void {
    this.writableCorked++;
  }

  uncork(): void {
    if (this.writableCorked > 0) this.writableCorked--;
  }

  write(chunk: unknown, encoding?: string | Callback, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const body = toBody(chunk, typeof encoding === 'string' ? encoding : undefined);
    if (this.writableEnded) {
      this.#late(nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end'), done);
      return false;
    }
    if (this.destroyed) return false;
    if (this.#headWritten) this.#data(body, false);
    else this.#head(body, false);
    if (done) this.loop.nextTick(() => done(null));
    return true;
  }

  end(chunk?: unknown, encoding?: string | Callback, callback?: Callback): this {
    if (typeof chunk === 'function') return this.end(undefined, undefined, chunk as Callback);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (this.writableEnded) {
      if (chunk !== undefined && chunk !== null) {
        this.#late(nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end'), done);
      } else if (done) {
        this.loop.nextTick(() =>
          done(
            nodeError('ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'),
          ),
        );
      }
      return this;
    }
    const body =
      chunk === undefined || chunk === null
        ? null
        : toBody(chunk, typeof encoding === 'string' ? encoding : undefined);
    this.writableEnded = true;
    this.finished = true;
    if (done) this.once('finish', () => done());
    if (this.destroyed) return this;
    if (this.#headWritten) this.#data(body, true);
    else this.#head(body, true);
    this.loop.nextTick(() => {
      if (this.destroyed && !this.writableFinished && this.errored) return;
      this.writableFinished = true;
      this.emit('finish');
      this.onFinished();
    });
    return this;
  }

  /** After `finish`. */
  protected onFinished(): void {}

  #head(body: Body | null, end: boolean): void {
    this.#headWritten = true;
    this.headersSent = true;
    this.sendHead(this.hasBody ? body : null, end);
  }

  #data(body: Body | null, end: boolean): void {
    this.sendData(this.hasBody ? body : null, end);
  }

  #late(error: Error, done?: Callback): void {
    this.loop.nextTick(() => {
      done?.(error);
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
  }
}

/** Text stays text on the wire; bytes are copied, as the program may reuse them. */
function toBody(chunk: unknown, encoding?: string): Body {
  if (typeof chunk === 'string') {
    return encoding && !/^utf-?8$/i.test(encoding)
      ? Buffer.from(chunk, encoding as BufferEncoding)
      : chunk;
  }
  if (ArrayBuffer.isView(chunk) && 'length' in chunk) return Uint8Array.from(chunk as Uint8Array);
  if (chunk === null) {
    throw nodeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream', TypeError);
  }
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${received(chunk)}`,
    TypeError,
  );
}

/** Length of a body in bytes. */
export function byteLength(body: Body | null): number {
  if (body === null) return 0;
  if (typeof body !== 'string') return body.length;
  let bytes = body.length;
  for (let i = 0; i < body.length; i++) {
    const code = body.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code < 0xdc00) {
      bytes += 2;
      i++;
    } else bytes += 2;
  }
  return bytes;
}
