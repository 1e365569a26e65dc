/** `http.Server` and `http.ServerResponse`. */
import type { Body } from '../../protocol.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, systemError } from '../errors.ts';
import type { Loop } from '../loop.ts';
import type { Acceptor, Net, ReqSegment, ServerConnection } from '../net.ts';
import { findRaw, type HeaderValue } from './headers.ts';
import { IncomingMessage, type SocketFacts } from './incoming.ts';
import { byteLength, OutgoingMessage } from './outgoing.ts';
import { STATUS_CODES } from './status.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface ServerOptions {
  readonly keepAliveTimeout?: number;
  readonly requestTimeout?: number;
  readonly headersTimeout?: number;
}

/** What servers and answers need of their process. */
export interface HttpContext {
  readonly loop: Loop;
  readonly net: Net;
  /** The `Date` header's text for now. */
  readonly httpDate: () => string;
  /** Reports a rejection of an async listener. */
  readonly watch: (result: unknown) => void;
}

export class ServerResponse extends OutgoingMessage {
  statusCode = 200;
  statusMessage: string | undefined;
  readonly req: IncomingMessage;
  shouldKeepAlive: boolean;
  strictContentLength = false;
  readonly #connection: ServerConnection;
  readonly #id: number;
  readonly #context: HttpContext;
  readonly #keepAliveMs: number;

  constructor(
    context: HttpContext,
    connection: ServerConnection,
    request: ReqSegment,
    incoming: IncomingMessage,
    keepAliveMs: number,
  ) {
    super(context.loop);
    this.#context = context;
    this.#connection = connection;
    this.#id = request.id;
    this.#keepAliveMs = keepAliveMs;
    this.req = incoming;
    this.hasBody = request.method !== 'HEAD';
    this.shouldKeepAlive = findRaw(request.headers, 'connection')?.toLowerCase() !== 'close';
  }

  get socket(): SocketFacts {
    return this.req.socket;
  }

  get connection(): SocketFacts {
    return this.req.socket;
  }

  writeHead(status: number, message?: string | HeadersArgument, headers?: HeadersArgument): this {
    if (this.headersSent) {
      throw nodeError(
        'ERR_HTTP_HEADERS_SENT',
        'Cannot write headers after they are sent to the client',
      );
    }
    const code = status | 0;
    if (code < 100 || code > 999) {
      throw nodeError('ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${status}`, RangeError);
    }
    this.statusCode = code;
    if (typeof message === 'string') this.statusMessage = message;
    const given = typeof message === 'string' ? headers : message;
    if (Array.isArray(given)) {
      const flat = given.flat() as string[];
      for (let i = 0; i < flat.length; i += 2) this.map.delete(flat[i]!);
      for (let i = 0; i < flat.length; i += 2) this.map.append(flat[i]!, flat[i + 1]!);
    } else if (given) {
      for (const [name, value] of Object.entries(given)) {
        if (value !== undefined) this.map.set(name, value);
      }
    }
    this.headersSent = true;
    return this;
  }

  /** Calls `listener` when it has not ended after `ms`; without one, hangs up. */
  setTimeout(ms: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    const handle = this.loop.setTimer(() => {
      if (this.writableFinished || this.destroyed) return;
      if (!this.emit('timeout')) this.destroy();
    }, ms);
    this.loop.setRef(handle, false);
    return this;
  }

  writeContinue(): void {}

  writeProcessing(): void {}

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this.#connection.destroy();
    this.loop.nextTick(() => this.emit('close'));
    return this;
  }

  /** The connection went away under it. */
  lost(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.loop.nextTick(() => this.emit('close'));
  }

  protected override sendHead(body: Body | null, end: boolean): void {
    const status = this.statusCode;
    const bodiless = status === 204 || status === 304 || (status >= 100 && status < 200);
    if (bodiless) this.hasBody = false;
    const raw = this.map.toRaw();
    if (this.sendDate && !this.map.has('date')) raw.push('Date', this.#context.httpDate());
    if (this.map.has('connection')) {
      if (String(this.map.get('connection')).toLowerCase() === 'close')
        this.shouldKeepAlive = false;
    } else if (this.shouldKeepAlive) {
      raw.push('Connection', 'keep-alive');
      if (this.#keepAliveMs > 0)
        raw.push('Keep-Alive', `timeout=${Math.floor(this.#keepAliveMs / 1000)}`);
    } else raw.push('Connection', 'close');
    if (!bodiless && !this.map.has('content-length') && !this.map.has('transfer-encoding')) {
      if (end) {
        if (this.hasBody || body !== null) raw.push('Content-Length', String(byteLength(body)));
      } else raw.push('Transfer-Encoding', 'chunked');
    }
    this.statusMessage ??= STATUS_CODES[status] ?? 'unknown';
    const whole = this.hasBody && !bodiless;
    this.#connection.send({
      k: 'res',
      c: this.#connection.id,
      id: this.#id,
      status,
      message: this.statusMessage,
      headers: raw,
      body: whole ? body : null,
      end: end || !whole,
    });
    if (end) this.#answered();
  }

  protected override sendData(body: Body | null, end: boolean): void {
    if (!this.hasBody) {
      if (end) this.#answered();
      return;
    }
    this.#connection.send({ k: 'data', c: this.#connection.id, id: this.#id, body, end });
    if (end) this.#answered();
  }

  protected override onFinished(): void {
    this.emit('close');
  }

  #answered(): void {
    this.req.drain();
    const connection = this.#connection;
    connection.busy = false;
    connection.onClosed = null;
    connection.idleSince = this.loop.now;
    this.emit('answered');
    if (!this.shouldKeepAlive) connection.finish();
  }
}

export type HeadersArgument =
  Readonly<Record<string, HeaderValue | undefined>> | readonly HeaderValue[];

export class Server extends EventEmitter implements Acceptor {
  listening = false;
  keepAliveTimeout = 5000;
  requestTimeout = 300000;
  headersTimeout = 60000;
  timeout = 0;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket = 0;
  #port = 0;
  #host = '::';
  #closing = false;
  #sweeping = false;
  readonly #context: HttpContext;

  constructor(
    context: HttpContext,
    options: ServerOptions | RequestListener = {},
    listener?: RequestListener,
  ) {
    super();
    this.#context = context;
    if (typeof options === 'function') this.on('request', options as never);
    else {
      this.keepAliveTimeout = options.keepAliveTimeout ?? this.keepAliveTimeout;
      this.requestTimeout = options.requestTimeout ?? this.requestTimeout;
      this.headersTimeout = options.headersTimeout ?? this.headersTimeout;
    }
    if (listener) this.on('request', listener as never);
  }

  get port(): number {
    return this.#port;
  }

  address(): { address: string; family: string; port: number } | null {
    return this.listening
      ? {
          address: this.#host,
          family: this.#host.includes(':') ? 'IPv6' : 'IPv4',
          port: this.#port,
        }
      : null;
  }

  listen(...args: unknown[]): this {
    const callback = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
    const first = args[0];
    const options =
      typeof first === 'object' && first !== null
        ? (first as { port?: number | string; host?: string })
        : null;
    const wanted = options ? options.port : typeof first === 'function' ? 0 : first;
    const port = Number(wanted ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw nodeError(
        'ERR_SOCKET_BAD_PORT',
        `options.port should be >= 0 and < 65536. Received type ${typeof wanted} (${String(wanted)}).`,
        RangeError,
      );
    }
    if (this.listening)
      throw nodeError(
        'ERR_SERVER_ALREADY_LISTEN',
        'Listen method has been called more than once without closing.',
      );
    const host = options?.host ?? (typeof args[1] === 'string' ? args[1] : undefined);
    if (host) this.#host = host;
    if (callback) this.once('listening', callback);
    const { net, loop } = this.#context;
    this.#port = port === 0 ? net.freePort() : port;
    if (!net.listen(this)) {
      const error = systemError('EADDRINUSE', {
        syscall: 'listen',
        address: this.#host,
        port: this.#port,
      });
      loop.nextTick(() => this.emit('error', error));
      return this;
    }
    this.listening = true;
    this.#closing = false;
    loop.nextTick(() => this.emit('listening'));
    return this;
  }

  close(callback?: (error?: Error) => void): this {
    if (!this.listening) {
      const error = nodeError('ERR_SERVER_NOT_RUNNING', 'Server is not running.');
      if (callback) this.#context.loop.nextTick(() => callback(error));
      return this;
    }
    if (callback) this.once('close', () => callback());
    this.listening = false;
    this.#closing = true;
    this.#context.net.unlisten(this.#port);
    this.closeIdleConnections();
    this.#maybeClosed();
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => this.close(() => resolve()));
  }

  closeAllConnections(): void {
    for (const connection of this.#context.net.connectionsOf(this)) connection.destroy();
    this.#maybeClosed();
  }

  closeIdleConnections(): void {
    for (const connection of this.#context.net.connectionsOf(this))
      if (!connection.busy) connection.finish();
    this.#maybeClosed();
  }

  getConnections(callback: (error: Error | null, count: number) => void): void {
    this.#context.loop.nextTick(() => callback(null, this.#context.net.connectionsOf(this).length));
  }

  setTimeout(ms: number): this {
    this.timeout = ms;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  // -------------------------------------------------------------- what the network does

  onConnection(connection: ServerConnection): void {
    connection.onClosed = () => this.#maybeClosed();
    this.#sweep();
    this.emit('connection', socketOf(connection, this.#port));
  }

  onRequest(connection: ServerConnection, request: ReqSegment): void {
    const { loop } = this.#context;
    const socket = socketOf(connection, this.#port);
    const incoming = new IncomingMessage(loop, request.headers, socket);
    incoming.method = request.method;
    incoming.url = request.path;
    const response = new ServerResponse(
      this.#context,
      connection,
      request,
      incoming,
      this.keepAliveTimeout,
    );
    incoming.onDestroy = () => connection.destroy();
    connection.onData = (data) => incoming.push(data.body, data.end);
    connection.onClosed = () => {
      incoming.onDestroy = null;
      incoming.abort();
      response.lost();
      this.#maybeClosed();
    };
    response.once('answered', () => {
      incoming.onDestroy = null;
      connection.onClosed = () => this.#maybeClosed();
      if (this.#closing) connection.finish();
      else this.#sweep();
    });
    incoming.push(request.body, request.end);
    const listeners = this.listeners('request') as RequestListener[];
    for (const listener of listeners) this.#context.watch(listener.call(this, incoming, response));
  }

  /** Closes connections that were idle for `keepAliveTimeout`; one timer serves them all. */
  #sweep(): void {
    if (this.#sweeping || this.keepAliveTimeout <= 0) return;
    this.#sweeping = true;
    const { loop, net } = this.#context;
    const look = (): void => {
      this.#sweeping = false;
      let oldest = Infinity;
      for (const connection of net.connectionsOf(this)) {
        if (connection.busy) continue;
        if (loop.now - connection.idleSince >= this.keepAliveTimeout) connection.finish();
        else oldest = Math.min(oldest, connection.idleSince);
      }
      // At least 1 ms: a rest that only rounding left would never pass.
      if (oldest < Infinity) again(Math.max(1, oldest + this.keepAliveTimeout - loop.now));
      else if (net.connectionsOf(this).length > 0) again(this.keepAliveTimeout);
    };
    const again = (ms: number): void => {
      this.#sweeping = true;
      loop.setRef(loop.setTimer(look, ms), false);
    };
    again(this.keepAliveTimeout);
  }

  #maybeClosed(): void {
    if (!this.#closing || this.#context.net.connectionsOf(this).length > 0) return;
    this.#closing = false;
    this.#context.loop.nextTick(() => this.emit('close'));
  }
}

function socketOf(connection: ServerConnection, localPort: number): SocketFacts {
  return {
    remoteAddress: connection.remoteAddress,
    localPort,
    destroy: () => connection.destroy(),
  };
}
