/** `http.ClientRequest`, `http.request`, `http.get`. */
import type { Body, SendFacts } from '../../protocol.ts';
import { nodeError, systemError, unsupported } from '../errors.ts';
import type {
  ClientConnection,
  DataSegment,
  ExchangeListener,
  Net,
  Origin,
  ResSegment,
} from '../net.ts';
import type { Loop } from '../loop.ts';
import type { Agent, Claim } from './agent.ts';
import type { HeaderValue } from './headers.ts';
import { IncomingMessage } from './incoming.ts';
import { byteLength, OutgoingMessage } from './outgoing.ts';
import { METHODS } from './status.ts';

export interface RequestOptions {
  readonly protocol?: string | null;
  readonly host?: string | null;
  readonly hostname?: string | null;
  readonly port?: number | string | null;
  readonly path?: string | null;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, HeaderValue | undefined>> | readonly string[];
  readonly agent?: Agent | false;
  readonly timeout?: number;
  readonly auth?: string | null;
  readonly signal?: AbortSignal;
  readonly setHost?: boolean;
}

export type ResponseListener = (response: IncomingMessage) => unknown;

export interface ClientContext {
  readonly loop: Loop;
  readonly net: Net;
  readonly globalAgent: Agent;
  readonly newAgent: () => Agent;
  readonly watch: (result: unknown) => void;
}

/** Methods whose body, when there is one, is not announced unless asked for. */
const NO_BODY_BY_DEFAULT = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

export class ClientRequest extends OutgoingMessage implements ExchangeListener {
  readonly method: string;
  path: string;
  readonly host: string;
  readonly protocol = 'http:';
  readonly agent: Agent;
  aborted = false;
  reusedSocket = false;
  res: IncomingMessage | null = null;
  readonly socket: {
    destroy: () => void;
    setTimeout: () => void;
    setNoDelay: () => void;
    setKeepAlive: () => void;
  };
  readonly #context: ClientContext;
  readonly #origin: Origin;
  readonly #id: number;
  #connection: ClientConnection | null = null;
  #claim: Claim | null = null;
  /** Parts written before there is a connection. */
  readonly #pending: { body: Body | null; end: boolean }[] = [];
  #headSent = false;
  #timer: number | null = null;
  #timeoutMs = 0;
  #responseEnded = false;
  #closed = false;
  #connected = false;
  #failure: Error | null = null;

  constructor(context: ClientContext, options: RequestOptions, listener?: ResponseListener) {
    super(context.loop);
    this.#context = context;
    const protocol = options.protocol ?? 'http:';
    if (protocol !== 'http:') {
      if (protocol === 'https:')
        throw unsupported('https', 'Between the machines of a lab use http:.');
      throw nodeError(
        'ERR_INVALID_PROTOCOL',
        `Protocol "${protocol}" not supported. Expected "http:"`,
        TypeError,
      );
    }
    this.method = (options.method ?? 'GET').toUpperCase();
    if (!METHODS.includes(this.method)) {
      throw nodeError(
        'ERR_INVALID_HTTP_TOKEN',
        `Method must be a valid HTTP token ["${options.method}"]`,
        TypeError,
      );
    }
    this.path = options.path ?? '/';
    if (/[^\x21-\xff]/.test(this.path)) {
      throw nodeError(
        'ERR_UNESCAPED_CHARACTERS',
        'Request path contains unescaped characters',
        TypeError,
      );
    }
    this.host = options.hostname ?? options.host ?? 'localhost';
    this.#origin = { host: this.host, port: Number(options.port ?? 80) };
    this.agent =
      options.agent === false ? context.newAgent() : (options.agent ?? context.globalAgent);
    this.#id = context.net.nextId();
    this.socket = {
      destroy: () => void this.destroy(),
      setTimeout: () => {},
      setNoDelay: () => {},
      setKeepAlive: () => {},
    };
    this.#setHeaders(options);
    if (listener)
      this.once('response', (response: IncomingMessage) => context.watch(listener(response)));
    if (options.timeout) this.setTimeout(options.timeout);
    options.signal?.addEventListener('abort', () => this.destroy(abortError(options.signal!)), {
      once: true,
    });
    if (options.signal?.aborted)
      this.loop.nextTick(() => this.destroy(abortError(options.signal!)));
    else this.loop.nextTick(() => this.#connect());
  }

  get responseEnded(): boolean {
    return this.#responseEnded;
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    this.loop.nextTick(() => this.emit('abort'));
    this.destroy();
  }

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#claim?.cancel();
    const answered = this.res !== null;
    this.#failure = error ?? (answered ? null : systemError('ECONNRESET', {}, 'socket hang up'));
    const connection = this.#connection;
    this.#connection = null;
    if (connection) {
      connection.exchange = null;
      connection.destroy(error?.name === 'TimeoutError' ? 'ETIMEDOUT' : 'ABORTED');
    }
    if (answered && !this.#responseEnded)
      this.res!.abort(error ?? systemError('ECONNRESET', {}, 'aborted'));
    this.loop.nextTick(() => this.#finishUp());
    return this;
  }

  setTimeout(ms: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    this.#timeoutMs = ms;
    this.#armTimeout();
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  // -------------------------------------------------------------- what the network does

  onConnected(): void {
    this.#connected = true;
    this.emit('socket', this.socket);
    this.#flush();
  }

  onResponse(head: ResSegment): void {
    this.#armTimeout();
    if (head.interim) {
      if (head.status === 100) this.emit('continue');
      else this.emit('information', { statusCode: head.status });
      return;
    }
    const response = new IncomingMessage(this.loop, head.headers, {
      remoteAddress: this.#context.net.hosts[this.host] ?? this.host,
      localPort: 0,
      destroy: () => void this.destroy(),
    });
    response.statusCode = head.status;
    response.statusMessage = head.message;
    this.res = response;
    response.onDestroy = () => {
      if (!this.#responseEnded) this.destroy();
    };
    if (this.listenerCount('response') > 0) this.emit('response', response);
    else response.resume();
    response.push(head.body, head.end);
    if (head.end) this.#complete();
  }

  onData(data: DataSegment): void {
    this.#armTimeout();
    this.res?.push(data.body, data.end);
    if (data.end) this.#complete();
  }

  onFailed(error: Error): void {
    this.#connection = null;
    if (this.res) {
      if (!this.#responseEnded) this.res.abort();
    } else this.#failure = error;
    this.destroyed = true;
    this.#finishUp();
  }

  // -------------------------------------------------------------- what the program wrote

  protected override sendHead(body: Body | null, end: boolean): void {
    this.#pending.push({ body, end });
    this.#flush();
  }

  protected override sendData(body: Body | null, end: boolean): void {
    this.#pending.push({ body, end });
    this.#flush();
  }

  #facts(): SendFacts {
    const trace = this.map.get('x-request-id');
    return {
      id: this.#id,
      method: this.method,
      path: this.path,
      ...(trace === undefined ? {} : { trace: String(trace) }),
    };
  }

  #connect(): void {
    if (this.destroyed) return;
    this.#claim = this.agent.claim(this.#origin, this.#facts(), this, (connection) => {
      this.#connection = connection;
      this.reusedSocket = connection.reused;
      if (connection.state === 'open') {
        // As Node does: the request is written a tick after it got its connection.
        this.loop.nextTick(() => {
          if (this.#connection === connection) this.onConnected();
        });
      }
    });
  }

  #flush(): void {
    const connection = this.#connection;
    if (!this.#connected || !connection || connection.state !== 'open') return;
    for (const { body, end } of this.#pending.splice(0)) {
      if (this.#headSent) connection.send({ k: 'data', c: connection.id, id: this.#id, body, end });
      else this.#writeHead(connection, body, end);
    }
  }

  #writeHead(connection: ClientConnection, body: Body | null, end: boolean): void {
    this.#headSent = true;
    const raw = this.map.toRaw();
    if (!this.map.has('connection'))
      raw.push('Connection', this.agent.keepAlive ? 'keep-alive' : 'close');
    if (!this.map.has('content-length') && !this.map.has('transfer-encoding')) {
      const quiet = NO_BODY_BY_DEFAULT.has(this.method);
      if (end && (body !== null || !quiet)) raw.push('Content-Length', String(byteLength(body)));
      else if (!end) raw.push('Transfer-Encoding', 'chunked');
    }
    const sent = connection.announced === this.#id;
    connection.send({
      k: 'req',
      c: connection.id,
      id: this.#id,
      method: this.method,
      path: this.path,
      headers: raw,
      body,
      end,
      ...(sent ? { sent } : {}),
    });
  }

  #complete(): void {
    this.#responseEnded = true;
    const connection = this.#connection;
    this.#connection = null;
    const close = this.res?.headers.connection === 'close' || !this.agent.keepAlive;
    if (connection) {
      if (close) {
        // Leaves the pool through its `closed` hook.
        connection.exchange = null;
        connection.finish();
      } else this.agent.release(connection);
    }
    this.destroyed = true;
    this.res?.once('close', () => this.#finishUp());
  }

  #finishUp(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) this.loop.clearTimer(this.#timer);
    this.#timer = null;
    if (this.#failure) this.emit('error', this.#failure);
    this.emit('close');
  }

  #armTimeout(): void {
    if (this.#timer !== null) this.loop.clearTimer(this.#timer);
    this.#timer = null;
    if (!this.#timeoutMs || this.#closed || this.#responseEnded) return;
    this.#timer = this.loop.setTimer(() => {
      this.#timer = null;
      this.emit('timeout');
    }, this.#timeoutMs);
  }

  #setHeaders(options: RequestOptions): void {
    const given = options.headers;
    if (Array.isArray(given)) {
      const flat = given.flat() as string[];
      for (let i = 0; i < flat.length; i += 2) this.map.append(flat[i]!, flat[i + 1]!);
    } else if (given) {
      for (const [name, value] of Object.entries(
        given as Record<string, HeaderValue | undefined>,
      )) {
        if (value !== undefined) this.map.set(name, value);
      }
    }
    if (options.auth && !this.map.has('authorization')) {
      this.map.set('Authorization', `Basic ${btoa(options.auth)}`);
    }
    if (options.setHost !== false && !this.map.has('host')) {
      this.map.set(
        'Host',
        this.#origin.port === 80 ? this.host : `${this.host}:${this.#origin.port}`,
      );
    }
  }
}

/** Node's arguments `(url | options, options?, listener?)` as one set of options. */
export function requestOptions(args: readonly unknown[]): {
  options: RequestOptions;
  listener?: ResponseListener;
} {
  const rest = [...args];
  let options: Record<string, unknown> = {};
  const first = rest.shift();
  if (typeof first === 'string' || first instanceof URL)
    options = fromUrl(typeof first === 'string' ? parse(first) : first);
  else rest.unshift(first);
  if (typeof rest[0] === 'object' && rest[0] !== null) Object.assign(options, rest.shift());
  const listener = rest.find((arg) => typeof arg === 'function') as ResponseListener | undefined;
  return { options: options, ...(listener ? { listener } : {}) };
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw Object.assign(nodeError('ERR_INVALID_URL', 'Invalid URL', TypeError), { input: text });
  }
}

function fromUrl(url: URL): Record<string, unknown> {
  return {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname + url.search,
    ...(url.username
      ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }
      : {}),
  };
}

function abortError(signal: AbortSignal): Error {
  const error = Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    code: 'ABORT_ERR',
  });
  error.name = 'AbortError';
  return error;
}
