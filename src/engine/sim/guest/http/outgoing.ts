/** What a request and an answer that are being written share: headers, `write`, `end`. */
import { Buffer } from '../node/buffer.ts';
import type { Body } from '../../protocol.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, received } from '../errors.ts';
import { LabHeaders } from '../headers.ts';
import type { Loop } from '../loop.ts';
import { checkHeader, HeaderMap, type HeaderValue } from './headers.ts';
import type { HttpSocket } from './socket.ts';
import { invalidType } from './validate.ts';

export type Callback = (error?: Error | null) => void;

/** Headers that are added unless the program took them away by name. */
const ADDED = new Set(['connection', 'content-length', 'transfer-encoding', 'date']);

export class OutgoingMessage extends EventEmitter {
  /** The head is fixed: it was written, or `writeHead` was called. */
  headersSent = false;
  finished = false;
  writableFinished = false;
  destroyed = false;
  errored: Error | null = null;
  sendDate = true;
  shouldKeepAlive = true;
  useChunkedEncodingByDefault = true;
  strictContentLength = false;
  readonly writableHighWaterMark = 65536;
  readonly writableObjectMode = false;
  writableCorked = 0;
  protected readonly map = new HeaderMap();
  protected readonly loop: Loop;
  /** False for HEAD, 204 and 304: what the program writes is counted, not sent. */
  protected hasBody = true;
  /** What would be added, and the program does not want. */
  protected removed: Set<string> | null = null;
  protected trailers: string[] | null = null;
  protected rejectsBody = false;
  #headWritten = false;
  #bytes = 0;
  #endCallbacks: Callback[] | null = null;
  #writeCallbacks: Callback[] | null = null;
  /** Written since the last flush; text counts its characters. */
  #unsent = 0;
  #needsDrain = false;
  #flushing = false;
  /** There is a connection that takes what is written. */
  protected canFlush = true;

  constructor(loop: Loop) {
    super();
    this.loop = loop;
  }

  /** Sends the head, with the whole body when `end` comes with it. */
  protected sendHead(_body: Body | null, _end: boolean): void {
    throw nodeError(
      'ERR_METHOD_NOT_IMPLEMENTED',
      'The _implicitHeader() method is not implemented',
    );
  }

  protected sendData(_body: Body | null, _end: boolean): void {}

  get socket(): HttpSocket | null {
    return null;
  }

  get connection(): HttpSocket | null {
    return this.socket;
  }

  /** Stays true when it has ended, unlike a stream's. */
  get writable(): boolean {
    return !this.errored;
  }

  get writableEnded(): boolean {
    return this.finished;
  }

  get writableLength(): number {
    return this.#unsent;
  }

  get writableNeedDrain(): boolean {
    return this.#needsDrain && !this.finished;
  }

  get closed(): boolean {
    return this.destroyed;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this.loop.nextTick(() => this.emit('close'));
    return this;
  }

  setTimeout(ms: number, listener?: () => void): this {
    if (listener) this.on('timeout', listener);
    if (this.socket) this.socket.setTimeout(ms);
    else this.once('socket', (socket: HttpSocket) => socket.setTimeout(ms));
    return this;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) throw headersSent('set');
    this.map.set(name, value);
    this.removed?.delete(name.toLowerCase());
    return this;
  }

  setHeaders(headers: LabHeaders | ReadonlyMap<string, HeaderValue>): this {
    if (this.headersSent) throw headersSent('set');
    const given = headers as unknown;
    const isMap = given instanceof Map || given instanceof LabHeaders;
    if (!isMap) throw invalidType('headers', 'an instance of Headers or Map', given);
    const cookies: string[] = [];
    for (const [name, value] of headers) {
      if (name === 'set-cookie')
        cookies.push(...(Array.isArray(value) ? value : [value as string]));
      else this.setHeader(name, value);
    }
    if (cookies.length > 0) this.setHeader('set-cookie', cookies);
    return this;
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    if (this.headersSent) throw headersSent('append');
    this.map.append(name, value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    checkName(name);
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
    checkName(name);
    return this.map.has(name);
  }

  removeHeader(name: string): void {
    checkName(name);
    if (this.headersSent) throw headersSent('remove');
    const key = name.toLowerCase();
    if (ADDED.has(key)) {
      (this.removed ??= new Set()).add(key);
      if (key === 'date') this.sendDate = false;
    }
    this.map.delete(name);
  }

  /** Headers that follow the body; only where that is sent in chunks. */
  addTrailers(headers: Readonly<Record<string, HeaderValue>> | readonly [string, string][]): void {
    const list = Array.isArray(headers)
      ? (headers as readonly [string, string][])
      : Object.entries(headers);
    const raw: string[] = [];
    for (const [name, value] of list) {
      checkHeader(name, value, 'Trailer name', 'trailer content');
      for (const one of Array.isArray(value) ? value : [value]) raw.push(name, String(one));
    }
    this.trailers = raw;
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

  pipe(): void {
    this.emit('error', nodeError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
  }

  write(chunk: unknown, encoding?: string | Callback | null, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const body = toBody(chunk, typeof encoding === 'string' ? encoding : undefined);
    if (!this.#accepts(done)) return false;
    if (this.strictContentLength) this.#count(body, false);
    if (this.#headWritten) this.#data(body, false);
    else this.#head(body, false);
    if (done) this.#whenFlushed(done);
    return this.#holds(body.length);
  }

  end(chunk?: unknown, encoding?: string | Callback | null, callback?: Callback): this {
    if (typeof chunk === 'function') return this.end(undefined, undefined, chunk as Callback);
    const done = typeof encoding === 'function' ? encoding : callback;
    const body = chunk ? toBody(chunk, typeof encoding === 'string' ? encoding : undefined) : null;
    if (this.finished) {
      if (body !== null)
        this.#late(nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end'), done);
      else if (done) this.#whenFinished(done);
      return this;
    }
    if (body !== null && !this.#accepts(done)) return this;
    if (this.strictContentLength) this.#count(body, true);
    if (done) this.#whenFinished(done);
    if (this.destroyed) {
      this.finished = true;
      return this;
    }
    if (this.#headWritten) this.#data(body, true);
    else this.#head(body, true);
    this.finished = true;
    this.#finishSoon();
    return this;
  }

  /** When all of it has gone out. */
  #finishSoon(): void {
    this.loop.nextTick(() => {
      if (this.destroyed && this.errored) return;
      this.writableFinished = true;
      const callbacks = this.#endCallbacks;
      this.#endCallbacks = null;
      callbacks?.forEach((call) => {
        call(null);
      });
      this.emit('finish');
      this.onFinished();
    });
  }

  /** After `finish`. */
  protected onFinished(): void {}

  #accepts(done: Callback | undefined): boolean {
    if (this.finished) {
      this.#late(nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end'), done);
      return false;
    }
    if (!this.destroyed) return true;
    const words = 'Cannot call write after a stream was destroyed';
    if (done) this.loop.nextTick(() => done(nodeError('ERR_STREAM_DESTROYED', words)));
    return false;
  }

  #whenFinished(done: Callback): void {
    if (this.writableFinished) {
      const words = 'Cannot call end after a stream was finished';
      done(nodeError('ERR_STREAM_ALREADY_FINISHED', words));
    } else (this.#endCallbacks ??= []).push(done);
  }

  /** Counts what waits to go out; false when that is more than should wait. */
  #holds(bytes: number): boolean {
    this.#unsent += bytes;
    if (this.#unsent >= this.writableHighWaterMark) this.#needsDrain = true;
    this.flushSoon();
    return !this.#needsDrain;
  }

  #whenFlushed(done: Callback): void {
    (this.#writeCallbacks ??= []).push(done);
  }

  /** What was written goes out a tick later, if there is a connection. */
  protected flushSoon(): void {
    if (this.#flushing || !this.canFlush || (this.#unsent === 0 && !this.#writeCallbacks)) return;
    this.#flushing = true;
    this.loop.nextTick(() => {
      this.#flushing = false;
      if (!this.canFlush) return;
      this.#unsent = 0;
      const callbacks = this.#writeCallbacks;
      this.#writeCallbacks = null;
      callbacks?.forEach((call) => {
        call(null);
      });
      if (!this.#needsDrain) return;
      this.#needsDrain = false;
      if (!this.finished) this.emit('drain');
    });
  }

  /** @throws when what is written is not as long as was announced, and that is to be checked */
  #count(body: Body | null, isLast: boolean): void {
    const announced = this.map.find('content-length');
    const bytes = this.#bytes + byteLength(body);
    const length = Number(announced);
    const chunked = this.map.find('transfer-encoding') !== undefined;
    const free = announced === undefined || !this.hasBody || chunked;
    if (free || (isLast ? bytes === length : bytes <= length)) {
      this.#bytes = bytes;
      return;
    }
    const words = `Response body's content-length of ${bytes} byte(s) does not match the content-length of ${length} byte(s) set in header`;
    throw nodeError('ERR_HTTP_CONTENT_LENGTH_MISMATCH', words);
  }

  #head(body: Body | null, end: boolean): void {
    const sendable = this.#sendable(body);
    this.#headWritten = true;
    this.headersSent = true;
    this.sendHead(sendable, end);
  }

  #data(body: Body | null, end: boolean): void {
    this.sendData(this.#sendable(body), end);
  }

  #sendable(body: Body | null): Body | null {
    if (body === null || this.mayHaveBody()) return body;
    if (this.rejectsBody) {
      const words = 'Adding content for this request method or response status is not allowed.';
      throw nodeError('ERR_HTTP_BODY_NOT_ALLOWED', words);
    }
    return null;
  }

  protected mayHaveBody(): boolean {
    return this.hasBody;
  }

  #late(error: Error, done?: Callback): void {
    if (this.destroyed) {
      if (done) this.loop.nextTick(() => done(error));
      return;
    }
    this.loop.nextTick(() => {
      done?.(error);
      if (!this.destroyed) this.emit('error', error);
    });
  }
}

function headersSent(what: string): Error {
  return nodeError(
    'ERR_HTTP_HEADERS_SENT',
    `Cannot ${what} headers after they are sent to the client`,
  );
}

function checkName(name: unknown): void {
  if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
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
