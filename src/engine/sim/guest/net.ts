/**
 * Connections of one process: who listens, who is connected, what goes out.
 *
 * HTTP is carried message by message, but over connections that a program can notice: they cost a
 * round trip to open, are kept alive and reused, can be refused, reset and closed.
 */
import type { RawHeaders, Segment, SendFacts } from '../protocol.ts';
import type { Limiter } from './limiter.ts';
import type { Loop } from './loop.ts';
import { connectError, isLoopback, portFor } from './addresses.ts';
import type { Frame } from './context.ts';
import { systemError } from './errors.ts';

/** Virtual ms that a message to oneself takes. */
const LOOPBACK_MS = 0.05;

export type ReqSegment = Extract<Segment, { k: 'req' }>;
export type ResSegment = Extract<Segment, { k: 'res' }>;
export type DataSegment = Extract<Segment, { k: 'data' }>;

/** What a listening server gives. */
export interface Acceptor {
  /** In which its events happen. */
  readonly frame?: Frame | undefined;
  /** A connection was accepted. */
  onConnection(connection: ServerConnection): void;
  onRequest(connection: ServerConnection, request: ReqSegment): void;
  readonly port: number;
}

/** What the sender of a request is told. */
export interface ExchangeListener {
  /** In which its events happen. */
  readonly frame?: Frame | undefined;
  onConnected(): void;
  onResponse(head: ResSegment): void;
  onData(data: DataSegment): void;
  /** The connection is gone, or never came up. */
  onFailed(error: Error): void;
}

export interface Origin {
  readonly host: string;
  readonly port: number;
  /** `localAddress` and the like: connections that differ in it are not shared. */
  readonly apart?: string;
}

/** Whoever wants to hear of a connection as such: a program that asked for its socket. */
export interface ConnectionWatcher {
  connected(): void;
  /** Something was sent or came. */
  touched(): void;
  ended(error: Error | null): void;
}

/** The client's end: carries one exchange at a time. */
export class ClientConnection {
  /** 0 until it is opened. */
  id = 0;
  readonly origin: Origin;
  state: 'opening' | 'open' | 'closed' = 'opening';
  exchange: ExchangeListener | null = null;
  /** The id whose `send` the journal has through `open`. */
  announced: number | null = null;
  idleSince = 0;
  /** ms that it may wait for its next request. */
  idleMs = Infinity;
  reused = false;
  readonly loopback: boolean;
  onClosed: ((connection: ClientConnection) => void) | null = null;
  watcher: ConnectionWatcher | null = null;
  readonly #net: Net;

  constructor(net: Net, origin: Origin, loopback: boolean) {
    this.#net = net;
    this.origin = origin;
    this.loopback = loopback;
  }

  get opening(): boolean {
    return this.state === 'opening';
  }

  get closed(): boolean {
    return this.state === 'closed';
  }

  send(segment: Segment): void {
    if (this.state === 'closed' || this.id === 0) return;
    this.watcher?.touched();
    this.#net.send(segment, this.loopback ? 'server' : null);
  }

  /** Tears it down under the exchange that uses it, which hears of it a tick later. */
  abandon(error?: Error): void {
    if (this.state === 'closed') return;
    this.send({ k: 'reset', c: this.id, why: 'ABORTED' });
    const exchange = this.exchange;
    this.#close(error);
    if (exchange) {
      const failure = error ?? systemError('ECONNRESET', {}, 'socket hang up');
      this.#net.later(() => exchange.onFailed(failure));
    }
  }

  /** Tears it down; the other side sees a reset. */
  destroy(why: 'ABORTED' | 'ETIMEDOUT' = 'ABORTED'): void {
    if (this.state === 'closed') return;
    this.send({ k: 'reset', c: this.id, why });
    this.#close();
  }

  /** Closes an idle one politely. */
  finish(): void {
    if (this.state === 'closed') return;
    this.send({ k: 'fin', c: this.id });
    this.#close();
  }

  receive(segment: Segment): void {
    this.watcher?.touched();
    switch (segment.k) {
      case 'accept':
        this.state = 'open';
        this.watcher?.connected();
        this.exchange?.onConnected();
        return;
      case 'res':
        this.exchange?.onResponse(segment);
        return;
      case 'data':
        this.exchange?.onData(segment);
        return;
      case 'refuse':
        this.#fail(connectError(segment.code, this.origin, this.#net.hosts));
        return;
      case 'reset':
        this.#fail(
          systemError(
            'ECONNRESET',
            { syscall: 'read' },
            this.reused ? undefined : 'socket hang up',
          ),
        );
        return;
      case 'fin':
        if (this.exchange) this.#fail(systemError('ECONNRESET', {}, 'socket hang up'));
        else this.#close();
        return;
      default:
        return;
    }
  }

  #fail(error: Error): void {
    const exchange = this.exchange;
    this.#close(error);
    exchange?.onFailed(error);
  }

  #close(error?: Error): void {
    this.state = 'closed';
    this.exchange = null;
    this.#net.forgetClient(this);
    this.onClosed?.(this);
    this.watcher?.ended(error ?? null);
  }
}

/** The server's end. */
export class ServerConnection {
  readonly id: number;
  readonly acceptor: Acceptor;
  readonly remoteAddress: string;
  readonly loopback: boolean;
  closed = false;
  /** Answering a request now. */
  busy = false;
  idleSince = 0;
  /** Further parts of the request being received. */
  onData: ((data: DataSegment) => void) | null = null;
  onClosed: (() => void) | null = null;
  watcher: ConnectionWatcher | null = null;
  readonly opening = false;
  /** Requests that came over it. */
  requests = 0;
  readonly #net: Net;

  constructor(net: Net, id: number, acceptor: Acceptor, remoteAddress: string, loopback: boolean) {
    this.#net = net;
    this.id = id;
    this.acceptor = acceptor;
    this.remoteAddress = remoteAddress;
    this.loopback = loopback;
  }

  send(segment: Segment): void {
    if (this.closed) return;
    this.watcher?.touched();
    this.#net.send(segment, this.loopback ? 'client' : null);
  }

  destroy(): void {
    this.abandon();
  }

  abandon(error?: Error): void {
    if (this.closed) return;
    this.send({ k: 'reset', c: this.id });
    this.close(error);
  }

  finish(): void {
    if (this.closed) return;
    this.send({ k: 'fin', c: this.id });
    this.close();
  }

  receive(segment: Segment): void {
    this.watcher?.touched();
    switch (segment.k) {
      case 'req':
        this.busy = true;
        this.requests++;
        this.acceptor.onRequest(this, segment);
        return;
      case 'data':
        this.onData?.(segment);
        return;
      case 'reset':
      case 'fin':
        this.close();
        return;
      default:
        return;
    }
  }

  close(error?: Error): void {
    if (this.closed) return;
    this.closed = true;
    this.#net.forgetServer(this);
    this.onClosed?.();
    this.watcher?.ended(error ?? null);
  }
}

export class Net {
  readonly hosts: Readonly<Record<string, string>>;
  readonly #machine: string;
  readonly #loop: Loop;
  readonly #listeners = new Map<number, Acceptor>();
  readonly #clients = new Map<number, ClientConnection>();
  readonly #servers = new Map<number, ServerConnection>();
  #nextId: number;
  #out: { t: number; s: Segment }[] = [];
  /** Bytes sent at one instant, and which that is: what waits for nothing takes no time. */
  #sentAt = { t: -1, size: 0 };
  #marked = 0;
  /** Bytes of streamed bodies so far, by connection. */
  readonly #streamed = new Map<number, number>();
  #listeningChanged = false;
  readonly #limiter: Limiter;

  constructor(
    machine: string,
    hosts: Readonly<Record<string, string>>,
    loop: Loop,
    firstId: number,
    limiter: Limiter,
  ) {
    this.#limiter = limiter;
    this.#machine = machine;
    this.hosts = hosts;
    this.#loop = loop;
    this.#nextId = firstId;
  }

  /** An id for an exchange, unique in the session. */
  nextId(): number {
    return this.#nextId++;
  }

  /** Calls back before anything else happens, when what runs now is through. */
  later(run: () => void): void {
    this.#loop.nextTick(run);
  }

  /** A connection that is not opened yet. */
  reserve(origin: Origin, exchange: ExchangeListener | null): ClientConnection {
    const loopback = isLoopback(origin.host, this.#machine, this.hosts);
    const connection = new ClientConnection(this, origin, loopback);
    connection.exchange = exchange;
    return connection;
  }

  /** Opens a connection that was reserved; `first` is told to the journal as sent now. */
  open(connection: ClientConnection, first: SendFacts): void {
    this.#limiter.connections(this.#clients.size);
    const { origin } = connection;
    connection.id = this.#nextId++;
    connection.announced = first.id;
    this.#clients.set(connection.id, connection);
    connection.send({
      k: 'open',
      c: connection.id,
      to: origin.host,
      port: origin.port,
      first,
    });
  }

  /** @returns false when the port is taken. Port 0 is the caller's to choose. */
  listen(acceptor: Acceptor): boolean {
    if (this.#listeners.has(acceptor.port)) return false;
    this.#limiter.ports(this.#listeners.size);
    this.#listeners.set(acceptor.port, acceptor);
    this.#listeningChanged = true;
    return true;
  }

  unlisten(port: number): void {
    if (this.#listeners.delete(port)) this.#listeningChanged = true;
  }

  freePort(): number {
    let port = 49152;
    while (this.#listeners.has(port)) port++;
    return port;
  }

  /** The address that a host name stands for; what is none is its own. */
  addressOf(host: string): string {
    if (host === 'localhost') return '127.0.0.1';
    return this.hosts[host] ?? host;
  }

  /** This end of a connection that was opened here. */
  clientEnd(connection: ClientConnection): { localAddress: string; localPort: number } {
    return { localAddress: this.#ownAddress(connection.loopback), localPort: portFor(connection) };
  }

  /** This end of a connection that was accepted here. */
  serverEnd(port: number): { localAddress: string; localPort: number } {
    return { localAddress: this.#ownAddress(false), localPort: port };
  }

  /** The port of the other end of a connection that was accepted here. */
  portOf(connection: ServerConnection): number {
    return portFor(connection);
  }

  #ownAddress(loopback: boolean): string {
    return loopback ? '127.0.0.1' : (this.hosts[this.#machine] ?? '127.0.0.1');
  }

  /** Puts a segment on the wire at this instant of the process; to itself it goes around. */
  send(segment: Segment, loopbackTo: 'client' | 'server' | null): void {
    this.#weigh(segment);
    if (!loopbackTo) {
      this.#out.push({ t: this.#loop.now, s: segment });
      return;
    }
    const handle = this.#loop.setTimer(
      () => this.#deliver(segment, this.#machine, loopbackTo),
      LOOPBACK_MS,
    );
    this.#loop.setRef(handle, segment.k !== 'fin' && segment.k !== 'reset');
  }

  /** @throws LimitError when it is too long, or too much */
  #weigh(segment: Segment): void {
    if (segment.k !== 'req' && segment.k !== 'res' && segment.k !== 'data') return;
    const { c, body, end } = segment;
    if (segment.k === 'req') this.#limiter.headers(segment.path.length + charsOf(segment.headers));
    if (segment.k === 'res') this.#limiter.headers(charsOf(segment.headers));
    const size = body?.length ?? 0;
    this.#limiter.body(size);
    const { now } = this.#loop;
    if (now > this.#sentAt.t) this.#sentAt = { t: now, size: 0 };
    this.#limiter.outbox((this.#sentAt.size += size));
    const before = segment.k === 'data' ? (this.#streamed.get(c) ?? 0) : 0;
    this.#limiter.stream(before + size);
    if (end) this.#streamed.delete(c);
    else this.#streamed.set(c, before + size);
  }

  /** A segment arrived from another machine. */
  receive(segment: Segment, from: string): void {
    this.#deliver(segment, from, this.#clients.has(segment.c) ? 'client' : 'server');
  }

  forgetClient(connection: ClientConnection): void {
    this.#clients.delete(connection.id);
    this.#streamed.delete(connection.id);
  }

  forgetServer(connection: ServerConnection): void {
    this.#servers.delete(connection.id);
    this.#streamed.delete(connection.id);
  }

  connectionsOf(acceptor: Acceptor): ServerConnection[] {
    return [...this.#servers.values()].filter((connection) => connection.acceptor === acceptor);
  }

  /** Whether the network alone would keep this process alive. */
  get alive(): boolean {
    if (this.#listeners.size > 0 || this.#servers.size > 0) return true;
    for (const connection of this.#clients.values()) if (connection.exchange) return true;
    return false;
  }

  /** What was sent until now has been sent: an event begins. */
  mark(): void {
    this.#marked = this.#out.length;
  }

  /** What was sent since the mark was not. */
  dropUnmarked(): void {
    this.#out.length = this.#marked;
  }

  /** What was sent since the last call. */
  takeOut(): { t: number; s: Segment }[] {
    const out = this.#out;
    this.#out = [];
    this.#marked = 0;
    return out;
  }

  /** The ports listened on, if that changed since the last call. */
  takeListening(): number[] | undefined {
    if (!this.#listeningChanged) return undefined;
    this.#listeningChanged = false;
    return [...this.#listeners.keys()];
  }

  #deliver(segment: Segment, from: string, to: 'client' | 'server'): void {
    const { context } = this.#loop;
    if (to === 'client') {
      const connection = this.#clients.get(segment.c);
      context.within(connection?.exchange?.frame, () => connection?.receive(segment));
      return;
    }
    if (segment.k === 'open') {
      this.#accept(segment, from);
      return;
    }
    const connection = this.#servers.get(segment.c);
    if (connection) context.within(connection.acceptor.frame, () => connection.receive(segment));
    // A request on a connection that is gone here: the sender has to hear of it.
    else if (segment.k === 'req')
      this.send({ k: 'reset', c: segment.c }, from === this.#machine ? 'client' : null);
  }

  #accept(open: Extract<Segment, { k: 'open' }>, from: string): void {
    const loopback = from === this.#machine;
    const acceptor = this.#listeners.get(open.port);
    const reply = loopback ? 'client' : null;
    if (!acceptor) {
      this.send({ k: 'refuse', c: open.c, code: 'ECONNREFUSED' }, reply);
      return;
    }
    const connection = new ServerConnection(
      this,
      open.c,
      acceptor,
      this.hosts[from] ?? '127.0.0.1',
      loopback,
    );
    connection.idleSince = this.#loop.now;
    this.#servers.set(open.c, connection);
    this.send({ k: 'accept', c: open.c }, reply);
    this.#loop.context.within(acceptor.frame, () => acceptor.onConnection(connection));
  }
}

function charsOf(headers: RawHeaders): number {
  let chars = 0;
  for (const part of headers) chars += part.length;
  return chars;
}
