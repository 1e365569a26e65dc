/** `http.ClientRequest`. */
import type { Body, SendFacts } from '../../protocol.ts';
import type { Frame } from '../context.ts';
import { systemError } from '../errors.ts';
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
import { findRaw, toHeaders, type HeaderValue } from './headers.ts';
import { IncomingMessage } from './incoming.ts';
import { refuseEvents } from './refused-events.ts';
import { byteLength, OutgoingMessage } from './outgoing.ts';
import {
  checkOptions,
  checkPath,
  type RequestOptions,
  type ResponseListener,
} from './request-options.ts';
import type { HttpSocket } from './socket.ts';
import { invalidType, timerDuration } from './validate.ts';

export interface ClientContext {
  readonly loop: Loop;
  readonly net: Net;
  readonly globalAgent: () => Agent;
  readonly newAgent: () => Agent;
  readonly socketOf: (connection: ClientConnection) => HttpSocket;
  readonly watch: (result: unknown) => void;
}

/** Methods whose body, when there is one, is not announced unless asked for. */
const NO_BODY_BY_DEFAULT = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

export class ClientRequest extends OutgoingMessage implements ExchangeListener {
  readonly method: string;
  readonly host: string;
  readonly protocol: string;
  readonly agent: Agent;
  aborted = false;
  reusedSocket = false;
  maxHeadersCount: number | null = null;
  timeout: number | undefined;
  res: IncomingMessage | null = null;
  readonly #context: ClientContext;
  readonly #frame: Frame;
  readonly #origin: Origin;
  readonly #id: number;
  readonly #joins: boolean;
  #connection: ClientConnection | null = null;
  /** The last one it had; its socket stays visible. */
  #carrier: ClientConnection | null = null;
  #claim: Claim | null = null;
  /** Parts written before there is a connection. */
  readonly #pending: { body: Body | null; end: boolean }[] = [];
  /** Headers given as a list are sent as they are. */
  #given: readonly string[] | null = null;
  #headSent = false;
  #timer: number | null = null;
  /** All of the answer is here. */
  #arrived = false;
  #path: string;
  /** And the program has read it. */
  #responseEnded = false;
  #closed = false;
  #connected = false;
  #failure: Error | null = null;

  constructor(context: ClientContext, options: RequestOptions, listener?: ResponseListener) {
    super(context.loop);
    this.canFlush = false;
    this.#context = context;
    this.#frame = this.loop.context.frame;
    this.agent = agentOf(context, options.agent);
    checkOptions(options, this.agent.protocol);
    this.protocol = options.protocol || this.agent.protocol;
    this.method = (options.method || 'GET').toUpperCase();
    this.useChunkedEncodingByDefault = !NO_BODY_BY_DEFAULT.has(this.method);
    this.#path = String(options.path || '/');
    this.host = options.hostname || options.host || 'localhost';
    const port = Number(options.port || options.defaultPort || this.agent.defaultPort);
    const apart = (options.localAddress ?? '') + (options.family ? `:${options.family}` : '');
    this.#origin = { host: this.host, port, ...(apart ? { apart } : {}) };
    this.#joins = options.joinDuplicateHeaders === true;
    this.#id = context.net.nextId();
    this.shouldKeepAlive =
      options.agent !== false && (this.agent.keepAlive || Number.isFinite(this.agent.maxSockets));
    this.#setHeaders(options);
    if (listener)
      this.once('response', (response: IncomingMessage) => context.watch(listener(response)));
    const { signal } = options;
    if (options.timeout !== undefined) this.timeout = options.timeout;
    if (options.timeout) this.#armTimeout();
    if (signal?.aborted) this.loop.nextTick(() => this.destroy(abortError(signal)));
    else signal?.addEventListener('abort', () => this.destroy(abortError(signal)), { once: true });
    this.#claimConnection();
  }

  override get socket(): HttpSocket | null {
    return this.#carrier && this.#context.socketOf(this.#carrier);
  }

  static {
    refuseEvents(this.prototype, 'request');
  }

  get frame(): Frame {
    return this.#frame;
  }

  get path(): string {
    return this.#path;
  }

  set path(value: string) {
    checkPath(value);
    this.#path = value;
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
    this.errored = error ?? null;
    this.#claim?.cancel();
    const answered = this.res !== null;
    // Aborted before it had a connection, it only ends.
    const silent = answered || (this.aborted && !this.#connected && !this.#carrier);
    this.#failure = error ?? (silent ? null : systemError('ECONNRESET', {}, 'socket hang up'));
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

  override setTimeout(ms: number, listener?: () => void): this {
    if (this.#closed || this.#responseEnded) return this;
    this.timeout = timerDuration(ms, 'msecs');
    if (listener) this.once('timeout', listener);
    this.#armTimeout();
    return this;
  }

  clearTimeout(listener?: () => void): void {
    if (listener) this.off('timeout', listener);
    this.setTimeout(0);
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  // -------------------------------------------------------------- what the network does

  onConnected(): void {
    this.#connected = true;
    this.canFlush = true;
    this.#flush();
    this.flushSoon();
  }

  onResponse(head: ResSegment): void {
    this.#armTimeout();
    if (head.interim) {
      if (head.status === 100) this.emit('continue');
      const { status, message, headers } = head;
      this.emit('information', {
        statusCode: status,
        statusMessage: message,
        httpVersion: '1.1',
        httpVersionMajor: 1,
        httpVersionMinor: 1,
        headers: toHeaders(headers),
        rawHeaders: headers,
      });
      return;
    }
    // The server switches protocols, and nobody here can listen for that: as in Node, it is over.
    if (head.status === 101) {
      this.#breakOff(undefined);
      return;
    }
    const connection = this.#carrier!;
    const response = new IncomingMessage(this.loop, this.#limited(head.headers), () =>
      this.#context.socketOf(connection),
    );
    response.joinDuplicateHeaders = this.#joins;
    response.statusCode = head.status;
    response.statusMessage = head.message;
    response.req = this;
    this.res = response;
    response.onDestroy = (error) => {
      if (!this.#responseEnded) this.#breakOff(error);
    };
    response.onEnd = () => this.#complete();
    if (this.listenerCount('response') > 0) this.emit('response', response);
    else response.resume();
    if (head.trailers) response.setTrailers(head.trailers);
    if (head.end) this.#arrived = true;
    response.push(head.body, head.end);
  }

  onData(data: DataSegment): void {
    this.#armTimeout();
    if (data.trailers) this.res?.setTrailers(data.trailers);
    if (data.end) this.#arrived = true;
    this.res?.push(data.body, data.end);
  }

  onFailed(error: Error): void {
    this.#connection = null;
    // All of the answer is here: it can be read to its end.
    if (this.#arrived) return;
    if (this.res) this.res.abort();
    else this.#failure = error;
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
    const trace = this.#given
      ? findRaw(this.#given, 'x-request-id')
      : this.map.find('x-request-id');
    return {
      id: this.#id,
      method: this.method,
      path: this.path,
      ...(trace === undefined ? {} : { trace: String(trace) }),
    };
  }

  /** The agent's connection is this request's a tick later, as in Node. */
  #claimConnection(): void {
    this.#claim = this.agent.claim(this.#origin, this, (connection) => {
      this.#connection = connection;
      this.loop.nextTick(() => {
        if (this.#connection !== connection) return;
        this.#carrier = connection;
        this.reusedSocket = connection.reused;
        if (this.timeout === undefined) this.#armTimeout();
        if (this.listenerCount('socket') > 0) this.emit('socket', this.socket);
        if (this.#connection !== connection) return;
        if (connection.opening) this.#context.net.open(connection, this.#facts());
        else this.onConnected();
      });
    });
  }

  #flush(): void {
    const connection = this.#connection;
    if (!this.#connected || !connection || connection.state !== 'open') return;
    for (const { body, end } of this.#pending.splice(0)) {
      if (!this.#headSent) {
        this.#writeHead(connection, body, end);
        continue;
      }
      const trailers = end ? this.trailers : null;
      connection.send({
        k: 'data',
        c: connection.id,
        id: this.#id,
        body,
        end,
        ...(trailers ? { trailers } : {}),
      });
    }
  }

  #writeHead(connection: ClientConnection, body: Body | null, end: boolean): void {
    this.#headSent = true;
    const raw = this.#given ? [...this.#given] : this.map.toRaw();
    const has = (name: string): boolean =>
      (this.#given ? findRaw(this.#given, name) : this.map.find(name)) !== undefined;
    const asked = this.#given ? findRaw(this.#given, 'connection') : this.map.find('connection');
    if (asked === undefined && !this.removed?.has('connection')) {
      raw.push('Connection', this.shouldKeepAlive ? 'keep-alive' : 'close');
    } else if (asked !== undefined) {
      if (/\bclose\b/i.test(String(asked))) this.shouldKeepAlive = false;
      else if (/\bkeep-alive\b/i.test(String(asked))) this.shouldKeepAlive = true;
    }
    if (!has('content-length') && !has('transfer-encoding')) {
      const quiet = !this.useChunkedEncodingByDefault;
      if (end && this.trailers === null) {
        if ((body !== null || !quiet) && !this.removed?.has('content-length'))
          raw.push('Content-Length', String(byteLength(body)));
      } else if (!this.removed?.has('transfer-encoding')) raw.push('Transfer-Encoding', 'chunked');
    }
    const sent = connection.announced === this.#id;
    const trailers = end ? this.trailers : null;
    connection.send({
      k: 'req',
      c: connection.id,
      id: this.#id,
      method: this.method,
      path: this.path,
      headers: raw,
      body,
      end,
      ...(trailers ? { trailers } : {}),
      ...(sent ? { sent } : {}),
    });
  }

  #limited(raw: readonly string[]): readonly string[] {
    const most = this.maxHeadersCount;
    return most !== null && most > 0 ? raw.slice(0, 2 * most) : raw;
  }

  /** The program has read the answer to its end: the connection is free a tick later. */
  #complete(): void {
    if (this.#responseEnded) return;
    this.#responseEnded = true;
    const connection = this.#connection;
    this.#connection = null;
    this.destroyed = true;
    this.res!.once('close', () => this.#finishUp());
    if (!connection) return;
    connection.exchange = null;
    const raw = this.res!.rawHeaders;
    const close = !this.shouldKeepAlive || findRaw(raw, 'connection')?.toLowerCase() === 'close';
    // Leaves the pool through its `closed` hook.
    if (close || !this.finished) this.loop.nextTick(() => connection.finish());
    else this.loop.nextTick(() => this.agent.release(connection, findRaw(raw, 'keep-alive')));
  }

  /** The program gave the answer up. */
  #breakOff(error: Error | undefined): void {
    this.destroyed = true;
    const connection = this.#connection;
    this.#connection = null;
    if (connection) {
      connection.exchange = null;
      connection.destroy();
    }
    this.errored = this.#failure = error ?? null;
    this.loop.nextTick(() => this.#finishUp());
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
    const ms = this.timeout ?? this.agent.options.timeout;
    if (!ms || this.#closed || this.#responseEnded) return;
    this.#timer = this.loop.setTimer(() => {
      this.#timer = null;
      this.emit('timeout');
      this.res?.emit('timeout');
    }, ms);
    if (this.timeout === undefined) this.loop.setRef(this.#timer, false);
  }

  #setHeaders(options: RequestOptions): void {
    const given = options.headers;
    if (options.setDefaultHeaders === false) {
      this.removed = new Set(['connection', 'content-length', 'transfer-encoding']);
    }
    if (Array.isArray(given)) {
      this.#given = pairsOf(given as readonly unknown[]);
      this.headersSent = true;
      return;
    }
    if (given) {
      for (const [name, value] of Object.entries(
        given as Record<string, HeaderValue | undefined>,
      )) {
        this.setHeader(name, value as HeaderValue);
      }
    }
    const host = this.map.find('host');
    if (Array.isArray(host)) throw invalidType('options.headers.host', 'of type string', host);
    if (options.auth && this.map.find('authorization') === undefined) {
      this.map.set('Authorization', `Basic ${btoa(options.auth)}`);
    }
    const setHost = options.setHost ?? options.setDefaultHeaders !== false;
    if (setHost && host === undefined) {
      const { port } = this.#origin;
      const name = this.host.includes(':') && this.host[0] !== '[' ? `[${this.host}]` : this.host;
      const usual = options.defaultPort ?? this.agent.defaultPort;
      this.map.set('Host', port === usual ? name : `${name}:${port}`);
    }
    // Waits for the server's word: its head goes ahead of its body.
    if (this.map.find('expect') !== undefined) this.flushHeaders();
  }
}

/** A list of headers, flat or in pairs, as names and values; one value that is a list is several. */
function pairsOf(given: readonly unknown[]): string[] {
  const flat = Array.isArray(given[0]) ? (given as unknown[][]).flat(1) : given;
  const raw: string[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const name = String(flat[i]);
    const value = flat[i + 1];
    const joins = name.toLowerCase() === 'cookie' && Array.isArray(value);
    const values = Array.isArray(value) && !joins ? (value as unknown[]) : [value];
    for (const one of values) raw.push(name, joins ? (one as string[]).join('; ') : String(one));
  }
  return raw;
}

function agentOf(context: ClientContext, given: RequestOptions['agent']): Agent {
  if (given === false) return context.newAgent();
  if (given === undefined || given === null) return context.globalAgent();
  if (typeof (given as Partial<Agent>).claim !== 'function') {
    const expected = 'one of Agent-like Object, undefined, or false';
    throw invalidType('options.agent', expected, given);
  }
  return given;
}

function abortError(signal: AbortSignal): Error {
  const error = Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    code: 'ABORT_ERR',
  });
  error.name = 'AbortError';
  return error;
}
