/**
 * Bodies of requests and responses for `fetch`: what a program gives, in parts, and what it reads.
 * Everything settles on microtasks: the platform's own settle on real tasks, which virtual time
 * cannot wait for.
 */
import type { Body } from '../protocol.ts';
import { unsupported } from './errors.ts';
import type { LabHeaders } from './headers.ts';
import { parseForm, writeForm } from './form-data.ts';
import { joined } from './http/incoming.ts';
import { Buffer } from './node/buffer.ts';

/** Where a body comes from, part by part; read once. */
export interface Source {
  /** The next part, or null at the end. */
  next(): Promise<Body | null>;
  /** Everything that is left. */
  whole(): Promise<Body>;
  /** A second reader of all that is not read yet. */
  fork(): Source;
  /** Nobody will read on. */
  cancel(reason: unknown): void;
}

/** A body that is pushed: by the network, or at once by a program. */
export class BodySource implements Source {
  readonly #parts: Body[] = [];
  #done = false;
  #error: Error | null = null;
  #wake: (() => void)[] = [];
  readonly #forks: BodySource[] = [];
  /** Called when the reader gives it up before its end. */
  onCancel: (() => void) | null = null;

  fork(): BodySource {
    const fork = new BodySource();
    for (const part of this.#parts) fork.push(part, false);
    if (this.#error) fork.fail(this.#error);
    else if (this.#done) fork.push(null, true);
    else this.#forks.push(fork);
    return fork;
  }

  push(body: Body | null, end: boolean): void {
    for (const fork of this.#forks) fork.push(body, end);
    if (body !== null && body.length > 0) this.#parts.push(body);
    if (end) this.#done = true;
    this.#notify();
  }

  fail(error: Error): void {
    if (this.#done) return;
    for (const fork of this.#forks) fork.fail(error);
    this.#error = error;
    this.#done = true;
    this.#notify();
  }

  cancel(): void {
    if (this.#done || this.#forks.length > 0) return;
    this.#done = true;
    this.#parts.length = 0;
    this.onCancel?.();
    this.#notify();
  }

  async whole(): Promise<Body> {
    while (!this.#done) await this.#more();
    if (this.#error) throw this.#error;
    return this.#parts.length === 0 ? '' : joined(this.#parts);
  }

  async next(): Promise<Body | null> {
    while (this.#parts.length === 0 && !this.#done) await this.#more();
    if (this.#parts.length > 0) return this.#parts.shift()!;
    if (this.#error) throw this.#error;
    return null;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}

/** A body that a program streams. */
class StreamSource implements Source {
  #stream: ReadableStream<unknown>;
  #reader: ReadableStreamDefaultReader<unknown> | null = null;

  constructor(stream: ReadableStream<unknown>) {
    this.#stream = stream;
  }

  async next(): Promise<Body | null> {
    this.#reader ??= this.#stream.getReader();
    const { value, done } = await this.#reader.read();
    if (done) return null;
    if (typeof value === 'string') return value;
    if (ArrayBuffer.isView(value)) return bytesOf(value);
    throw new TypeError('Received non-Uint8Array chunk');
  }

  async whole(): Promise<Body> {
    const parts: Body[] = [];
    for (let part = await this.next(); part !== null; part = await this.next()) parts.push(part);
    return parts.length === 0 ? '' : joined(parts);
  }

  fork(): Source {
    const [mine, other] = this.#stream.tee();
    this.#stream = mine;
    return new StreamSource(other);
  }

  cancel(reason: unknown): void {
    void (this.#reader ?? this.#stream).cancel(reason).catch(() => {});
  }
}

/** What a program passed as a body, ready to be read or sent. */
export interface GivenBody {
  readonly source: Source;
  /** All of it, where that is known without waiting; null for none. */
  readonly known: Body | null | undefined;
  /** The `content-type` it brings. */
  readonly type: string | null;
}

/** @throws for kinds of bodies that are not simulated */
export function givenBody(body: unknown): GivenBody {
  const whole = (known: Body | null, type: string | null): GivenBody => {
    const source = new BodySource();
    source.push(known, true);
    return { source, known, type };
  };
  if (body === undefined || body === null) return whole(null, null);
  if (typeof body === 'string') return whole(body, 'text/plain;charset=UTF-8');
  if (body instanceof URLSearchParams) {
    return whole(body.toString(), 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  if (body instanceof FormData) {
    const { text, type } = writeForm(body);
    return whole(text, type);
  }
  if (body instanceof ArrayBuffer) return whole(new Uint8Array(body.slice(0)), null);
  if (ArrayBuffer.isView(body)) return whole(bytesOf(body), null);
  if (body instanceof ReadableStream) {
    if (body.locked) throw new TypeError('Response body object should not be disturbed or locked');
    return { source: new StreamSource(body), known: undefined, type: null };
  }
  if (typeof body === 'object' && Symbol.asyncIterator in body) {
    const parts = body as AsyncIterable<unknown>;
    return { source: new StreamSource(streamOf(parts)), known: undefined, type: null };
  }
  return whole(String(body), 'text/plain;charset=UTF-8');
}

function streamOf(parts: AsyncIterable<unknown>): ReadableStream<unknown> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream<unknown>(
    {
      pull: async (controller) => {
        const { value, done } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 0 },
  );
}

/** A copy, as the program may reuse its own. */
function bytesOf(view: ArrayBufferView): Uint8Array {
  return Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

function toBytes(body: Body): Uint8Array {
  return typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body;
}

/** What `Request` and `Response` share: a body that is read once. */
export abstract class Bodied {
  #source: Source | null = null;
  #used = false;
  #stream: ReadableStream<Uint8Array> | null = null;
  abstract get headers(): LabHeaders;

  /** @param source null where there is no body at all, which is not an empty one */
  protected setBody(source: Source | null): void {
    this.#source = source;
  }

  /** The body as a stream of bytes, for `for await` and `getReader()`. */
  get body(): ReadableStream<Uint8Array> | null {
    const source = this.#source;
    if (!source) return null;
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
      this.#used = true;
      const part = await source.next();
      if (part === null) controller.close();
      else controller.enqueue(toBytes(part));
    };
    const cancel = (reason: unknown): void => {
      this.#used = true;
      source.cancel(reason);
    };
    // Nothing is read ahead: a program may look at `body` and then call `json()`.
    return (this.#stream ??= new ReadableStream<Uint8Array>(
      { pull, cancel },
      { highWaterMark: 0 },
    ));
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  async text(): Promise<string> {
    const body = await this.#take();
    return typeof body === 'string' ? body : new TextDecoder().decode(body);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  async bytes(): Promise<Uint8Array> {
    return toBytes(await this.#take());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }

  /** Fields of a form, by the body's `content-type`. Files are not simulated. */
  async formData(): Promise<FormData> {
    return parseForm(await this.text(), this.headers.get('content-type') ?? '');
  }

  /** @throws always: a Blob hands out its content on real time */
  blob(): Promise<never> {
    return Promise.reject(unsupported('blob()', 'Read the body with bytes() or arrayBuffer().'));
  }

  /** The source for a second reader. @throws when somebody reads already */
  protected forkBody(what: string): Source | null {
    if (this.#used || this.#stream?.locked)
      throw new TypeError(`${what}.clone: Body has already been consumed.`);
    return this.#source?.fork() ?? null;
  }

  /** The source for whoever sends it on. @throws when somebody reads already */
  protected takeSource(): Source | null {
    if (!this.#source) return null;
    if (this.#used || this.#stream?.locked) {
      throw new TypeError(
        'Cannot construct a Request with a Request object that has already been used.',
      );
    }
    this.#used = true;
    return this.#source;
  }

  #take(): Promise<Body> {
    if (!this.#source) return Promise.resolve('');
    if (this.#used || this.#stream?.locked) {
      return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    }
    this.#used = true;
    return this.#source.whole();
  }
}
