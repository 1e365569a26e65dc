/**
 * `fetch` and `Response` for one process. `Headers`, `Request`, `URL` and `AbortSignal` are the
 * platform's own; a `Response` is ours, as the platform's settles its body on real tasks, which
 * virtual time cannot wait for. Bodies settle on microtasks alone.
 */
import { Buffer } from './node/buffer.ts';
import type { Body, RawHeaders, SendFacts } from '../protocol.ts';
import { guardRequest } from './abort.ts';
import { unsupported } from './errors.ts';
import type { Agent, Claim } from './http/agent.ts';
import { findRaw } from './http/headers.ts';
import { joined } from './http/incoming.ts';
import { byteLength } from './http/outgoing.ts';
import { named } from './platform.ts';
import type { ClientConnection, ExchangeListener, Net, Origin } from './net.ts';

/** Ports that browsers and Node's fetch refuse; the few a program is likely to meet. */
const BAD_PORTS = new Set([
  1, 7, 21, 22, 23, 25, 53, 110, 143, 465, 587, 993, 995, 6000, 6665, 6666, 6667,
]);

interface ResponseFacts {
  readonly status: number;
  readonly statusText: string;
  readonly raw: RawHeaders;
  readonly url: string;
  readonly redirected: boolean;
  readonly body: BodySource;
}

/** A body that comes in parts. */
class BodySource {
  readonly #parts: Body[] = [];
  #done = false;
  #error: Error | null = null;
  #wake: (() => void)[] = [];
  readonly #forks: BodySource[] = [];

  /** A second reader of all that is not read yet. */
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

  async whole(): Promise<Body> {
    while (!this.#done) await this.#more();
    if (this.#error) throw this.#error;
    return this.#parts.length === 0 ? '' : joined(this.#parts);
  }

  /** The next part, or null at the end. */
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

export class LabResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly type = 'basic';
  readonly #raw: RawHeaders;
  readonly #source: BodySource;
  #headers: Headers | null = null;
  #used = false;
  #stream: ReadableStream<Uint8Array> | null = null;
  /** No body at all, which is not an empty one. */
  readonly #bodiless: boolean;

  constructor(
    body?: unknown,
    init: { status?: number; statusText?: string; headers?: HeadersInit } = {},
  ) {
    const facts = body instanceof FactsBox ? body.facts : null;
    this.status = facts?.status ?? init.status ?? 200;
    this.statusText = facts?.statusText ?? init.statusText ?? '';
    this.url = facts?.url ?? '';
    this.redirected = facts?.redirected ?? false;
    this.#raw = facts?.raw ?? [];
    this.#source = facts?.body ?? new BodySource();
    this.#bodiless = facts
      ? [0, 204, 205, 304].includes(facts.status)
      : body === null || body === undefined;
    if (facts) return;
    if (!(this.status >= 200 && this.status <= 599)) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    this.#headers = new Headers(init.headers);
    const given = toRequestBody(body);
    if (given.type && !this.#headers.has('content-type'))
      this.#headers.set('content-type', given.type);
    this.#source.push(given.body, true);
  }

  static json(value: unknown, init: { status?: number; headers?: HeadersInit } = {}): LabResponse {
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new LabResponse(JSON.stringify(value), { ...init, headers });
  }

  static error(): LabResponse {
    const body = new BodySource();
    body.push(null, true);
    return new LabResponse(
      new FactsBox({ status: 0, statusText: '', raw: [], url: '', redirected: false, body }),
    );
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get headers(): Headers {
    if (!this.#headers) {
      this.#headers = new Headers();
      for (let i = 0; i < this.#raw.length; i += 2)
        this.#headers.append(this.#raw[i]!, this.#raw[i + 1]!);
    }
    return this.#headers;
  }

  /** The body as a stream of bytes, for `for await` and `getReader()`. */
  get body(): ReadableStream<Uint8Array> | null {
    if (this.#bodiless) return null;
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
      this.#used = true;
      const part = await this.#source.next();
      if (part === null) controller.close();
      else controller.enqueue(toBytes(part));
    };
    // Nothing is read ahead: a program may look at `body` and then call `json()`.
    return (this.#stream ??= new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }));
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  async text(): Promise<string> {
    const body = await this.#take();
    return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
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

  /** A second response with the same body. */
  clone(): LabResponse {
    if (this.#used || this.#stream?.locked)
      throw new TypeError('Response.clone: Body has already been consumed.');
    const { status, statusText, url, redirected } = this;
    const raw = [...this.headers].flat();
    return new LabResponse(
      new FactsBox({ status, statusText, raw, url, redirected, body: this.#source.fork() }),
    );
  }

  #take(): Promise<Body> {
    if (this.#used || this.#stream?.locked) {
      return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    }
    this.#used = true;
    return this.#source.whole();
  }
}

named(LabResponse, 'Response');

/** Marks facts that come from the network, apart from a body that a program passes. */
class FactsBox {
  readonly facts: ResponseFacts;
  constructor(facts: ResponseFacts) {
    this.facts = facts;
  }
}

export interface FetchSetup {
  readonly net: Net;
  readonly agent: Agent;
}

interface FetchInit {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
  readonly redirect?: 'follow' | 'manual' | 'error';
}

/** `fetch` for one process. Connections are kept alive and pooled without limit, as Node's are. */
export function createFetch({
  net,
  agent,
}: FetchSetup): (input: unknown, init?: FetchInit) => Promise<LabResponse> {
  const once = (
    url: URL,
    method: string,
    headers: string[],
    body: Body | null,
    init: FetchInit,
    redirected: boolean,
  ): Promise<LabResponse> =>
    new Promise((resolve, reject) => {
      const signal = init.signal;
      const id = net.nextId();
      const origin: Origin = {
        host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: Number(url.port || 80),
      };
      const trace = findRaw(headers, 'x-request-id');
      const path = url.pathname + url.search;
      const facts: SendFacts = { id, method, path, ...(trace === undefined ? {} : { trace }) };
      let connection: ClientConnection | null = null;
      let claim: Claim | null = null;
      let source: BodySource | null = null;
      // Without a word of the server's, as undici: 4 s.
      let keepAlive = 'timeout=5';
      let over = false;
      let unguard = (): void => {};

      const settle = (): void => {
        over = true;
        unguard();
      };
      const failed = (reason: Error): void => {
        settle();
        const cause = socketError(reason);
        const error = Object.assign(new TypeError('fetch failed', { cause }));
        if (source) source.fail(Object.assign(new TypeError('terminated', { cause })));
        else reject(error);
      };
      const onAbort = (): void => {
        if (over) return;
        settle();
        claim?.cancel();
        if (connection) {
          connection.exchange = null;
          const { name } = (signal!.reason ?? {}) as { name?: unknown };
          connection.destroy(name === 'TimeoutError' ? 'ETIMEDOUT' : 'ABORTED');
        }
        if (source) source.fail(signal!.reason as Error);
        else reject(signal!.reason as Error);
      };
      const complete = (): void => {
        settle();
        if (connection) agent.release(connection, keepAlive);
      };
      const write = (): void => {
        const sent = connection!.announced === id;
        connection!.send({
          k: 'req',
          c: connection!.id,
          id,
          method,
          path,
          headers,
          body,
          end: true,
          ...(sent ? { sent } : {}),
        });
      };
      const exchange: ExchangeListener = {
        onConnected: write,
        onResponse(head) {
          if (head.interim) return;
          keepAlive = findRaw(head.headers, 'keep-alive') ?? keepAlive;
          source = new BodySource();
          source.push(head.body, head.end);
          resolve(
            new LabResponse(
              new FactsBox({
                status: head.status,
                statusText: head.message,
                raw: head.headers,
                url: url.href,
                redirected,
                body: source,
              }),
            ),
          );
          if (head.end) complete();
        },
        onData(data) {
          source?.push(data.body, data.end);
          if (data.end) complete();
        },
        onFailed: failed,
      };

      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      if (signal) unguard = guardRequest(signal, onAbort);
      claim = agent.claim(origin, exchange, (got) => {
        connection = got;
        if (got.opening) net.open(got, facts);
        else write();
      });
    });

  const fetch = async (input: unknown, init: FetchInit = {}): Promise<LabResponse> => {
    const request = input instanceof Request ? input : null;
    const given: FetchInit = request
      ? { method: request.method, headers: request.headers, signal: request.signal, ...init }
      : init;
    let url = target(request ? request.url : input);
    let method = (given.method ?? 'GET').toUpperCase();
    let { body, type } = toRequestBody(
      given.body ?? (request?.body ? await request.text() : undefined),
    );
    if (body !== null && (method === 'GET' || method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    let redirected = false;
    for (let hops = 0; ; hops++) {
      const headers = requestHeaders(url, given.headers, body, type, method);
      const response = await once(url, method, headers, body, given, redirected);
      const location = redirectOf(response);
      if (!location || given.redirect === 'manual') return response;
      if (given.redirect === 'error')
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      if (hops >= 20)
        throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
      url = new URL(location, url);
      redirected = true;
      if (
        response.status === 303 ||
        (method === 'POST' && (response.status === 301 || response.status === 302))
      ) {
        method = 'GET';
        body = null;
        type = null;
      }
    }
  };
  return named(fetch, 'fetch');
}

function target(input: unknown): URL {
  let url: URL;
  try {
    url = new URL(String(input));
  } catch {
    throw new TypeError(`Failed to parse URL from ${String(input)}`, {
      cause: new TypeError('Invalid URL'),
    });
  }
  if (url.protocol === 'https:') {
    throw new TypeError('fetch failed', {
      cause: unsupported(
        `fetch('${url.origin}')`,
        'A lab has no internet: the machines of its diagram are reached by http:.',
      ),
    });
  }
  if (url.protocol !== 'http:')
    throw new TypeError('fetch failed', { cause: new Error('unknown scheme') });
  if (BAD_PORTS.has(Number(url.port)))
    throw new TypeError('fetch failed', { cause: new Error('bad port') });
  return url;
}

/** A connection that breaks has a name of its own in Node's fetch. */
function socketError(reason: Error & { code?: string }): Error {
  if (reason.code !== 'ECONNRESET') return reason;
  const error = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  error.name = 'SocketError';
  return error;
}

function redirectOf(response: LabResponse): string | null {
  return [301, 302, 303, 307, 308].includes(response.status)
    ? response.headers.get('location')
    : null;
}

function requestHeaders(
  url: URL,
  given: HeadersInit | undefined,
  body: Body | null,
  type: string | null,
  method: string,
): string[] {
  const raw = ['host', url.host, 'connection', 'keep-alive'];
  const own = given === undefined ? null : given instanceof Headers ? given : new Headers(given);
  own?.forEach((value, name) => raw.push(name, value));
  if (type && !own?.has('content-type')) raw.push('content-type', type);
  if (!own?.has('accept')) raw.push('accept', '*/*');
  if (!own?.has('accept-language')) raw.push('accept-language', '*');
  raw.push('sec-fetch-mode', 'cors');
  if (!own?.has('user-agent')) raw.push('user-agent', 'node');
  if (!own?.has('accept-encoding')) raw.push('accept-encoding', 'gzip, deflate');
  if (body !== null || method === 'POST' || method === 'PUT')
    raw.push('content-length', String(byteLength(body)));
  return raw;
}

function toRequestBody(body: unknown): { body: Body | null; type: string | null } {
  if (body === undefined || body === null) return { body: null, type: null };
  if (typeof body === 'string') return { body, type: 'text/plain;charset=UTF-8' };
  if (body instanceof URLSearchParams) {
    return { body: body.toString(), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body.slice(0)), type: null };
  if (ArrayBuffer.isView(body)) {
    return {
      body: Uint8Array.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)),
      type: null,
    };
  }
  if (
    typeof body === 'object' &&
    (Symbol.asyncIterator in body || body instanceof ReadableStream)
  ) {
    throw new TypeError('fetch failed', {
      cause: unsupported(
        'A streamed fetch body',
        'Pass a string or bytes, or stream with http.request().',
      ),
    });
  }
  return { body: String(body), type: 'text/plain;charset=UTF-8' };
}

function toBytes(body: Body): Uint8Array {
  return typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body;
}
