/** `http.Server`. */
import type { Frame } from '../context.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, systemError } from '../errors.ts';
import type { Acceptor, ReqSegment, ServerConnection } from '../net.ts';
import { findRaw } from './headers.ts';
import { IncomingMessage } from './incoming.ts';
import { refuseEvents } from './refused-events.ts';
import { ServerResponse, type Asked, type HttpContext } from './response.ts';
import type { HttpSocket } from './socket.ts';
import { checkBoolean, checkInteger, checkObject, outOfRange } from './validate.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface ServerOptions {
  readonly keepAliveTimeout?: number;
  readonly keepAliveTimeoutBuffer?: number;
  readonly requestTimeout?: number;
  readonly headersTimeout?: number;
  readonly connectionsCheckingInterval?: number;
  readonly maxHeaderSize?: number;
  readonly insecureHTTPParser?: boolean;
  readonly requireHostHeader?: boolean;
  readonly joinDuplicateHeaders?: boolean;
  readonly rejectNonStandardBodyWrites?: boolean;
  /** Classes of the program's own. */
  readonly IncomingMessage?: new (socket: HttpSocket) => IncomingMessage;
  readonly ServerResponse?: new (request: IncomingMessage) => ServerResponse;
}

/** What a server needs of its process besides: how classes of the program's are filled. */
export interface ServerContext extends HttpContext {
  /** Makes a request of the class, with what came. */
  readonly newIncoming: (
    Class: NonNullable<ServerOptions['IncomingMessage']>,
    request: ReqSegment,
    connection: ServerConnection,
  ) => IncomingMessage;
  readonly newResponse: (
    Class: NonNullable<ServerOptions['ServerResponse']>,
    incoming: IncomingMessage,
    asked: Asked,
  ) => ServerResponse;
}

const NUMBERS = [
  'keepAliveTimeout',
  'keepAliveTimeoutBuffer',
  'requestTimeout',
  'headersTimeout',
  'connectionsCheckingInterval',
  'maxHeaderSize',
] as const;
const FLAGS = [
  'insecureHTTPParser',
  'requireHostHeader',
  'joinDuplicateHeaders',
  'rejectNonStandardBodyWrites',
] as const;

export class Server extends EventEmitter implements Acceptor {
  listening = false;
  keepAliveTimeout: number;
  keepAliveTimeoutBuffer: number;
  requestTimeout: number;
  headersTimeout: number;
  timeout = 0;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket: number | null = 0;
  readonly requireHostHeader: boolean;
  readonly joinDuplicateHeaders: boolean;
  readonly rejectNonStandardBodyWrites: boolean;
  #port = 0;
  #frame: Frame | undefined;
  #host = '::';
  #closing = false;
  #sweeping = false;
  readonly #context: ServerContext;
  readonly #options: ServerOptions;

  constructor(context: ServerContext, given?: unknown, listener?: RequestListener) {
    super();
    this.#context = context;
    const isListener = typeof given === 'function';
    if (!isListener && given !== undefined && given !== null) checkObject(given, 'options');
    const options = (isListener ? {} : (given ?? {})) as ServerOptions;
    this.#options = options;
    for (const name of NUMBERS) {
      if (options[name] !== undefined) checkInteger(options[name], name, 0);
    }
    for (const name of FLAGS) {
      if (options[name] !== undefined) checkBoolean(options[name], `options.${name}`);
    }
    this.keepAliveTimeout = options.keepAliveTimeout ?? 5000;
    this.keepAliveTimeoutBuffer = options.keepAliveTimeoutBuffer ?? 1000;
    this.requestTimeout = options.requestTimeout ?? 300_000;
    this.headersTimeout = options.headersTimeout ?? Math.min(60_000, this.requestTimeout);
    if (this.requestTimeout > 0 && this.headersTimeout > this.requestTimeout) {
      throw outOfRange('headersTimeout', '<= requestTimeout', options.headersTimeout);
    }
    this.requireHostHeader = options.requireHostHeader ?? true;
    this.joinDuplicateHeaders = options.joinDuplicateHeaders ?? false;
    this.rejectNonStandardBodyWrites = options.rejectNonStandardBodyWrites ?? false;
    const handle = (isListener ? given : listener) as RequestListener | undefined;
    if (handle) this.on('request', handle as never);
  }

  static {
    refuseEvents(this.prototype, 'server');
  }

  get frame(): Frame | undefined {
    return this.#frame;
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
    this.#frame = this.#context.loop.context.frame;
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

  /** Idle ms after which a connection is given up; `listener` decides what becomes of it. */
  setTimeout(ms: number | (() => void), listener?: () => void): this {
    if (typeof ms === 'function') return this.setTimeout(0, ms);
    this.timeout = ms;
    if (listener) this.on('timeout', listener);
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
    if (this.timeout > 0) this.#watchIdle(connection);
    if (this.listenerCount('connection') > 0) {
      this.emit('connection', this.#context.socketOf(connection));
    }
  }

  onRequest(connection: ServerConnection, request: ReqSegment): void {
    // A tunnel, which nobody here could serve.
    if (request.method === 'CONNECT') {
      connection.destroy();
      return;
    }
    const { newIncoming, newResponse } = this.#context;
    const { IncomingMessage: Incoming, ServerResponse: Response } = this.#options;
    const asked: Asked = { connection, request, server: this };
    const incoming = Incoming
      ? newIncoming(Incoming, request, connection)
      : new IncomingMessage(this.#context.loop, this.#limited(request.headers), () =>
          this.#context.socketOf(connection),
        );
    incoming.joinDuplicateHeaders = this.joinDuplicateHeaders;
    incoming.method = request.method;
    incoming.url = request.path;
    const response = Response
      ? newResponse(Response, incoming, asked)
      : new ServerResponse(this.#context, incoming, asked);
    this.#attach(connection, incoming, response);
    if (request.trailers) incoming.setTrailers(request.trailers);
    incoming.push(request.body, request.end);
    this.#dispatch(connection, request, incoming, response);
  }

  #attach(connection: ServerConnection, incoming: IncomingMessage, response: ServerResponse): void {
    incoming.onDestroy = () => connection.destroy();
    connection.onData = (data) => {
      if (data.trailers) incoming.setTrailers(data.trailers);
      incoming.push(data.body, data.end);
    };
    connection.onClosed = () => {
      incoming.onDestroy = null;
      incoming.abort();
      response.lost();
      this.#maybeClosed();
    };
    response.onAnswered = () => {
      incoming.onDestroy = null;
      connection.onClosed = () => this.#maybeClosed();
      if (this.#closing) connection.finish();
      else this.#sweep();
    };
  }

  /** To the listeners of `request`, unless its head asks for something else first. */
  #dispatch(
    connection: ServerConnection,
    { headers }: ReqSegment,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): void {
    const limit = this.maxRequestsPerSocket ?? 0;
    if (this.requireHostHeader && findRaw(headers, 'host') === undefined) {
      response.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    if (limit > 0 && connection.requests > limit) {
      this.emit('dropRequest', incoming, this.#context.socketOf(connection));
      response.writeHead(503).end();
      return;
    }
    const expected = findRaw(headers, 'expect');
    if (expected !== undefined && !this.#meets(expected, incoming, response)) return;
    this.#tell('request', incoming, response);
  }

  /** Whether a request with `Expect` is to be answered as any other. */
  #meets(expected: string, incoming: IncomingMessage, response: ServerResponse): boolean {
    if (/(?:^|\W)100-continue(?:$|\W)/i.test(expected)) {
      response.expectContinue();
      if (this.listenerCount('checkContinue') > 0) {
        this.#tell('checkContinue', incoming, response);
        return false;
      }
      response.writeContinue();
      return true;
    }
    if (this.listenerCount('checkExpectation') > 0) {
      this.#tell('checkExpectation', incoming, response);
    } else response.writeHead(417).end();
    return false;
  }

  #tell(event: string, incoming: IncomingMessage, response: ServerResponse): void {
    // As `rawListeners`, which keep what `once` made of them.
    for (const listener of this.rawListeners(event) as RequestListener[]) {
      this.#context.watch(listener.call(this, incoming, response));
    }
  }

  #limited(raw: readonly string[]): readonly string[] {
    const most = this.maxHeadersCount;
    return most !== null && most > 0 && raw.length > 2 * most ? raw.slice(0, 2 * most) : raw;
  }

  #watchIdle(connection: ServerConnection): void {
    const socket = this.#context.socketOf(connection);
    socket.setTimeout(this.timeout);
    socket.on('timeout', () => {
      if (!this.emit('timeout', socket)) socket.destroy();
    });
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
