/** `http.ServerResponse`. */
import type { Body } from '../../protocol.ts';
import { nodeError } from '../errors.ts';
import { inspect } from '../node/inspect.ts';
import type { Loop } from '../loop.ts';
import type { Acceptor, Net, ReqSegment, ServerConnection } from '../net.ts';
import { checkHeader, findRaw, hasInvalidCharacter, type HeaderValue } from './headers.ts';
import type { IncomingMessage } from './incoming.ts';
import { byteLength, OutgoingMessage, type Callback } from './outgoing.ts';
import type { HttpSocket } from './socket.ts';
import { STATUS_CODES } from './status.ts';
import { checkInteger, checkObject, invalidValue } from './validate.ts';

/** What servers and answers need of their process. */
export interface HttpContext {
  readonly loop: Loop;
  readonly net: Net;
  /** The `Date` header's text for now. */
  readonly httpDate: () => string;
  /** Reports a rejection of an async listener. */
  readonly watch: (result: unknown) => void;
  readonly socketOf: (connection: ServerConnection) => HttpSocket;
}

/** The request that an answer is to. One that a program makes by itself has none. */
export interface Asked {
  readonly connection: ServerConnection;
  readonly request: ReqSegment;
  readonly server: Acceptor & {
    readonly keepAliveTimeout: number;
    readonly maxRequestsPerSocket: number | null;
    readonly rejectNonStandardBodyWrites: boolean;
  };
}

export type HeadersArgument =
  Readonly<Record<string, HeaderValue | undefined>> | readonly HeaderValue[];

export class ServerResponse extends OutgoingMessage {
  statusCode = 200;
  statusMessage: string | undefined;
  readonly req: IncomingMessage;
  /** Called when its last part has gone out. */
  onAnswered: (() => void) | null = null;
  readonly #asked: Asked | null;
  readonly #context: HttpContext;
  #sentContinue = false;
  #expectsContinue = false;
  #gone = false;
  /** What `writeHead` fixed. */
  #headStatus: number | null = null;

  constructor(context: HttpContext, incoming: IncomingMessage, asked: Asked | null) {
    super(context.loop);
    this.#context = context;
    this.#asked = asked;
    this.req = incoming;
    this.hasBody = incoming.method !== 'HEAD';
    if (!asked) return;
    this.rejectsBody = asked.server.rejectNonStandardBodyWrites;
    this.shouldKeepAlive = findRaw(asked.request.headers, 'connection')?.toLowerCase() !== 'close';
  }

  override get socket(): HttpSocket | null {
    return this.#asked && !this.#gone ? this.req.socket : null;
  }

  /** The client waits for a word before it sends its body. */
  expectContinue(): void {
    this.#expectsContinue = true;
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
      throw nodeError(
        'ERR_HTTP_INVALID_STATUS_CODE',
        `Invalid status code: ${shown(status)}`,
        RangeError,
      );
    }
    this.statusCode = code;
    if (typeof message === 'string') this.statusMessage = message;
    else this.statusMessage ||= STATUS_CODES[code] ?? 'unknown';
    const given = headers ?? (typeof message === 'string' ? undefined : message);
    if (Array.isArray(given)) this.#setList(given as HeaderValue[]);
    else if (given) {
      for (const [name, value] of Object.entries(given)) {
        if (name) this.setHeader(name, value as HeaderValue);
      }
    }
    this.#checkMessage();
    this.headersSent = true;
    this.#headStatus = code;
    return this;
  }

  writeHeader(status: number, message?: string | HeadersArgument, headers?: HeadersArgument): this {
    return this.writeHead(status, message, headers);
  }

  writeContinue(done?: Callback): void {
    this.#sentContinue = true;
    this.writeInformation(100, null, done);
  }

  writeProcessing(done?: Callback): void {
    this.writeInformation(102, null, done);
  }

  writeEarlyHints(hints: Readonly<Record<string, HeaderValue>>, done?: Callback): void {
    checkObject(hints, 'hints');
    const { link, ...others } = hints;
    if (link === undefined || link === null) return;
    const links = linkHeader(link);
    if (links === '') return;
    if (hasInvalidCharacter(links)) {
      throw nodeError(
        'ERR_INVALID_CHAR',
        'Invalid character in header content ["Link"]',
        TypeError,
      );
    }
    this.writeInformation(103, { Link: links, ...others }, done);
  }

  /** A head that comes before the answer's own: 100 to 199. */
  writeInformation(status: number, headers?: HeadersArgument | null, done?: Callback): void {
    if (this.headersSent) {
      throw nodeError(
        'ERR_HTTP_HEADERS_SENT',
        'Cannot write headers after they are sent to the client',
      );
    }
    checkInteger(status, 'statusCode', 100, 199);
    if (status === 101) {
      throw nodeError('ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${status}`, RangeError);
    }
    const raw = rawOf(headers);
    const asked = this.#asked;
    asked?.connection.send({
      k: 'res',
      c: asked.connection.id,
      id: asked.request.id,
      status,
      message: STATUS_CODES[status] ?? 'unknown',
      headers: raw,
      body: null,
      end: false,
      interim: true,
    });
    if (done) this.loop.nextTick(() => done(null));
  }

  /** Calls `listener` when it has not ended after `ms`; without one, hangs up. */
  override setTimeout(ms: number, listener?: () => void): this {
    if (listener) this.once('timeout', listener);
    const handle = this.loop.setTimer(() => {
      if (this.writableFinished || this.destroyed) return;
      if (!this.emit('timeout')) this.destroy();
    }, ms);
    this.loop.setRef(handle, false);
    return this;
  }

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this.#asked?.connection.abandon(error);
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
    const status = this.#headStatus ?? this.statusCode;
    const bodiless = isBodiless(status);
    if (bodiless) this.hasBody = false;
    this.statusMessage ||= STATUS_CODES[status] ?? 'unknown';
    this.#checkMessage();
    if (this.#expectsContinue && !this.#sentContinue) this.shouldKeepAlive = false;
    const asked = this.#asked;
    const whole = this.hasBody && !bodiless;
    const trailers = end && whole ? this.trailers : null;
    const raw = this.#rawHead(body, end && trailers === null, bodiless);
    if (!asked) return;
    const { connection, request } = asked;
    connection.send({
      k: 'res',
      c: connection.id,
      id: request.id,
      status,
      message: this.statusMessage,
      headers: raw,
      body: whole ? body : null,
      end: end || !whole,
      ...(trailers ? { trailers } : {}),
    });
    if (end) this.#answered();
  }

  protected override sendData(body: Body | null, end: boolean): void {
    const asked = this.#asked;
    if (!asked) return;
    if (this.hasBody) {
      const { connection, request } = asked;
      const trailers = end ? this.trailers : null;
      connection.send({
        k: 'data',
        c: connection.id,
        id: request.id,
        body,
        end,
        ...(trailers ? { trailers } : {}),
      });
    }
    if (end) this.#answered();
  }

  protected override onFinished(): void {
    this.#gone = true;
    this.loop.nextTick(() => {
      if (this.destroyed) return;
      this.destroyed = true;
      this.emit('close');
    });
  }

  protected override mayHaveBody(): boolean {
    return this.hasBody && !isBodiless(this.#headStatus ?? this.statusCode);
  }

  /** What the program set, and what goes with it. */
  #rawHead(body: Body | null, end: boolean, bodiless: boolean): string[] {
    const { map, removed } = this;
    const raw = map.toRaw();
    if (this.sendDate && map.find('date') === undefined) raw.push('Date', this.#context.httpDate());
    const asked = map.find('connection');
    if (asked !== undefined && String(asked).toLowerCase() === 'close')
      this.shouldKeepAlive = false;
    const hasLength =
      map.find('content-length') !== undefined || map.find('transfer-encoding') !== undefined;
    const knowsLength = end && !removed?.has('content-length');
    const chunks = !removed?.has('transfer-encoding');
    if (!bodiless && !hasLength && !knowsLength && !chunks) this.shouldKeepAlive = false;
    if (asked === undefined && !removed?.has('connection')) this.#addConnection(raw);
    if (bodiless || hasLength) return raw;
    if (knowsLength) {
      if (this.hasBody || body !== null) raw.push('Content-Length', String(byteLength(body)));
    } else if (chunks) raw.push('Transfer-Encoding', 'chunked');
    return raw;
  }

  #addConnection(raw: string[]): void {
    const { keepAliveTimeout = 0, maxRequestsPerSocket = 0 } = this.#asked?.server ?? {};
    const limit = maxRequestsPerSocket ?? 0;
    if (limit > 0 && (this.#asked?.connection.requests ?? 0) >= limit) this.shouldKeepAlive = false;
    if (!this.shouldKeepAlive) {
      raw.push('Connection', 'close');
      return;
    }
    raw.push('Connection', 'keep-alive');
    if (keepAliveTimeout <= 0 || this.map.find('keep-alive') !== undefined) return;
    const seconds = Math.floor(keepAliveTimeout / 1000);
    raw.push('Keep-Alive', `timeout=${seconds}${limit > 0 ? `, max=${limit}` : ''}`);
  }

  /** Headers as a list: what was set before goes, what comes twice stays. */
  #setList(given: readonly HeaderValue[]): void {
    const flat = Array.isArray(given[0]) ? (given.flat() as HeaderValue[]) : given;
    if (flat.length % 2 !== 0) throw invalidValue('headers', given);
    for (let i = 0; i < flat.length; i += 2) this.removeHeader(String(flat[i]));
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i]) this.appendHeader(String(flat[i]), flat[i + 1] as string);
    }
  }

  #checkMessage(): void {
    if (this.statusMessage === undefined || !hasInvalidCharacter(this.statusMessage)) return;
    throw nodeError('ERR_INVALID_CHAR', 'Invalid character in statusMessage', TypeError);
  }

  #answered(): void {
    const { connection } = this.#asked!;
    this.req.drain();
    connection.busy = false;
    connection.onClosed = null;
    connection.idleSince = this.loop.now;
    this.onAnswered?.();
    if (!this.shouldKeepAlive) connection.finish();
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

/** Statuses of answers that have no body by their nature. */
function isBodiless(status: number): boolean {
  return status === 204 || status === 304 || (status >= 100 && status < 200);
}

/** Pairs of names and values, flat, from any of the shapes that Node takes. */
function rawOf(headers: HeadersArgument | null | undefined): string[] {
  if (headers === undefined || headers === null) return [];
  if (Array.isArray(headers)) {
    const flat = (Array.isArray(headers[0]) ? headers.flat() : headers) as unknown[];
    if (flat.length % 2 !== 0) throw invalidValue('headers', headers);
    for (let i = 0; i < flat.length; i += 2) checkHeader(flat[i] as string, flat[i + 1]);
    return flat.map(String);
  }
  checkObject(headers, 'headers');
  return Object.entries(headers).flatMap(([name, value]) => {
    checkHeader(name, value);
    return (Array.isArray(value) ? value : [value]).flatMap((one) => [name, String(one)]);
  });
}

const LINK = /^(?:<[^>\r\n]*>)(?:\s*;\s*[^;"\s]+(?:=(["']?)[^;"\s]*\1)?)*$/;

function linkHeader(link: unknown): string {
  const one = (value: unknown): string => {
    if (typeof value === 'string' && LINK.test(value)) return value;
    const words = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';
    throw invalidValue('hints', value, words);
  };
  if (typeof link === 'string') return one(link);
  if (Array.isArray(link)) return link.map(one).join(', ');
  return one(link);
}
