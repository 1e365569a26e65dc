/** `http.Agent`: which connection a request gets, and who waits for one. */
import { EventEmitter } from '../emitter.ts';
import type { Loop } from '../loop.ts';
import { ClientConnection, type ExchangeListener, type Net, type Origin } from '../net.ts';
import { unsupported } from '../errors.ts';
import type { HttpSocket } from './socket.ts';
import { checkNumber, invalidValue } from './validate.ts';

export interface AgentOptions {
  readonly keepAlive?: boolean;
  readonly maxSockets?: number;
  readonly maxTotalSockets?: number;
  readonly maxFreeSockets?: number;
  readonly scheduling?: 'lifo' | 'fifo';
  readonly timeout?: number;
  readonly agentKeepAliveTimeoutBuffer?: number;
  readonly defaultPort?: number;
  readonly protocol?: string;
}

/** What of a request's options tells connections apart. */
export interface NameOptions {
  readonly host?: string;
  readonly port?: number | string;
  readonly localAddress?: string;
  readonly family?: number;
  readonly socketPath?: string;
}

interface Waiting {
  readonly exchange: ExchangeListener;
  readonly got: (connection: ClientConnection) => void;
  cancelled: boolean;
}

interface Pool {
  readonly origin: Origin;
  readonly idle: ClientConnection[];
  readonly active: Set<ClientConnection>;
  readonly queue: Waiting[];
}

/** A request's claim on a connection. */
export interface Claim {
  /** Gives the claim up; a connection that it already has is destroyed by its holder. */
  cancel(): void;
}

/** What an agent needs of its process. */
export interface AgentContext {
  readonly net: Net;
  readonly loop: Loop;
  readonly socketOf: (connection: ClientConnection) => HttpSocket;
}

export class Agent extends EventEmitter {
  static defaultMaxSockets = Infinity;
  readonly options: AgentOptions;
  readonly defaultPort: number;
  readonly protocol: string;
  keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
  maxTotalSockets: number;
  readonly scheduling: 'lifo' | 'fifo';
  readonly agentKeepAliveTimeoutBuffer: number;
  readonly #context: AgentContext;
  readonly #pools = new Map<string, Pool>();

  constructor(context: AgentContext, given?: AgentOptions) {
    super();
    const options = given ?? {};
    this.#context = context;
    this.options = { ...options };
    this.defaultPort = options.defaultPort ?? 80;
    this.protocol = options.protocol ?? 'http:';
    this.keepAlive = options.keepAlive ?? false;
    this.maxSockets = options.maxSockets || Agent.defaultMaxSockets;
    this.maxFreeSockets = options.maxFreeSockets || 256;
    this.scheduling = options.scheduling || 'lifo';
    const buffer = options.agentKeepAliveTimeoutBuffer;
    this.agentKeepAliveTimeoutBuffer =
      typeof buffer === 'number' && buffer >= 0 && Number.isFinite(buffer) ? buffer : 1000;
    if (this.scheduling !== 'fifo' && this.scheduling !== 'lifo') {
      throw invalidValue('scheduling', this.scheduling, "must be one of: 'fifo', 'lifo'");
    }
    if (options.maxTotalSockets !== undefined) {
      checkNumber(options.maxTotalSockets, 'maxTotalSockets', 1);
    }
    this.maxTotalSockets = options.maxTotalSockets ?? Infinity;
  }

  /** `host:port:localAddress`, by which connections are kept. */
  getName(options: NameOptions = {}): string {
    const { host, port, localAddress, family, socketPath } = options;
    const plain = `${host || 'localhost'}:${port || ''}:${localAddress || ''}`;
    const byFamily = family === 4 || family === 6 ? `${plain}:${family}` : plain;
    return socketPath ? `${byFamily}:${socketPath}` : byFamily;
  }

  /**
   * Hands `exchange` a connection through `got`: at once, or when one is free. A new one is
   * reserved, and its holder opens it.
   */
  claim(
    origin: Origin,
    exchange: ExchangeListener,
    got: (connection: ClientConnection) => void,
  ): Claim {
    const pool = this.#pool(origin);
    const waiting: Waiting = { exchange, got, cancelled: false };
    if (!this.#serve(pool, waiting)) pool.queue.push(waiting);
    return {
      cancel: () => {
        waiting.cancelled = true;
      },
    };
  }

  /**
   * The exchange is over and the connection may serve another.
   *
   * @param hint the answer's `Keep-Alive` header
   */
  release(connection: ClientConnection, hint?: string): void {
    if (connection.closed) return;
    const pool = this.#pool(connection.origin);
    connection.exchange = null;
    connection.idleSince = this.#context.loop.now;
    if (this.listenerCount('free') > 0) this.#tellFree(connection);
    (connection.watcher as HttpSocket | null)?.emit('free');
    if (connection.closed) return;
    pool.active.delete(connection);
    const next = this.#nextWaiting(pool);
    if (next) {
      this.#reuse(pool, connection, next);
      return;
    }
    connection.idleMs = this.#idleMs(hint);
    const keeps = this.keepAlive && pool.idle.length < this.maxFreeSockets;
    if (keeps && connection.idleMs > 0 && this.#wantsToKeep(connection)) {
      pool.idle.push(connection);
    } else {
      connection.onClosed = null;
      connection.finish();
    }
    this.#serveOthers();
  }

  destroy(): void {
    for (const { idle, active } of [...this.#pools.values()]) {
      for (const connection of [...idle.splice(0), ...active]) connection.abandon();
    }
  }

  get sockets(): Record<string, HttpSocket[]> {
    return this.#lists(({ active }) => this.#sockets(active));
  }

  get freeSockets(): Record<string, HttpSocket[]> {
    return this.#lists(({ idle }) => this.#sockets(idle));
  }

  get requests(): Record<string, unknown[]> {
    return this.#lists(({ queue }) => queue.map(({ exchange }) => exchange));
  }

  get totalSocketCount(): number {
    let count = 0;
    for (const { active, idle } of this.#pools.values()) count += active.size + idle.length;
    return count;
  }

  /** Whether to keep a connection that is free; for programs to decide otherwise. */
  keepSocketAlive(_socket: HttpSocket): boolean {
    return true;
  }

  /** A kept connection gets another request; for programs to hear of it. */
  reuseSocket(_socket: HttpSocket, _request: unknown): void {}

  /** A connection for the agent to use; programs that replace it call this one for it. */
  createConnection(options: NameOptions): HttpSocket {
    const origin = { host: options.host ?? 'localhost', port: Number(options.port ?? 80) };
    return this.#context.socketOf(this.#context.net.reserve(origin, null));
  }

  #wantsToKeep(connection: ClientConnection): boolean {
    if (this.keepSocketAlive === Agent.prototype.keepSocketAlive) return true;
    return this.keepSocketAlive(this.#context.socketOf(connection));
  }

  #sockets(connections: Iterable<ClientConnection>): HttpSocket[] {
    return [...connections].map((connection) => this.#context.socketOf(connection));
  }

  #lists<T>(of: (pool: Pool) => T[]): Record<string, T[]> {
    const lists = Object.create(null) as Record<string, T[]>;
    for (const [key, pool] of this.#pools) {
      const list = of(pool);
      if (list.length > 0) lists[key] = list;
    }
    return lists;
  }

  #tellFree(connection: ClientConnection): void {
    const { host, port } = connection.origin;
    this.emit('free', this.#context.socketOf(connection), { host, port });
  }

  /** How long a server keeps a connection that says so, less the time that telling us may take. */
  #idleMs(hint: string | undefined): number {
    // What servers say that nobody told otherwise.
    if (hint === 'timeout=5') return 5000 - this.agentKeepAliveTimeoutBuffer;
    const seconds = hint === undefined ? undefined : /^timeout=(\d+)/.exec(hint)?.[1];
    if (seconds === undefined) return Infinity;
    return Number(seconds) * 1000 - this.agentKeepAliveTimeoutBuffer;
  }

  #pool(origin: Origin): Pool {
    const { host, port, apart } = origin;
    const key = `${host}:${port}:${apart ?? ''}`;
    let pool = this.#pools.get(key);
    if (!pool) this.#pools.set(key, (pool = { origin, idle: [], active: new Set(), queue: [] }));
    return pool;
  }

  #serve(pool: Pool, waiting: Waiting): boolean {
    for (;;) {
      const connection = this.scheduling === 'lifo' ? pool.idle.pop() : pool.idle.shift();
      if (!connection) break;
      if (connection.closed) continue;
      if (this.#context.loop.now - connection.idleSince > connection.idleMs) {
        connection.onClosed = null;
        connection.finish();
        continue;
      }
      this.#reuse(pool, connection, waiting);
      return true;
    }
    if (pool.active.size >= this.maxSockets) return false;
    if (!this.#hasRoom()) return false;
    this.#reserve(pool, waiting);
    return true;
  }

  #reserve(pool: Pool, waiting: Waiting): void {
    if (this.createConnection === createPlain) {
      this.#use(pool, waiting, this.#context.net.reserve(pool.origin, waiting.exchange));
      return;
    }
    const { host, port } = pool.origin;
    let over = false;
    const take = (error: Error | null, socket?: HttpSocket): void => {
      if (over || (!error && !socket)) return;
      over = true;
      const wire = socket?.wire;
      if (wire instanceof ClientConnection) {
        wire.exchange = waiting.exchange;
        this.#use(pool, waiting, wire);
        return;
      }
      const failure =
        error ?? unsupported('A socket of another kind', 'Call super.createConnection().');
      this.#context.loop.nextTick(() => waiting.exchange.onFailed(failure));
    };
    const create = this.createConnection as (
      options: NameOptions,
      done: typeof take,
    ) => HttpSocket | undefined;
    try {
      take(null, create.call(this, { host, port }, take));
    } catch (error) {
      take(error as Error);
    }
  }

  #use(pool: Pool, waiting: Waiting, connection: ClientConnection): void {
    pool.active.add(connection);
    connection.onClosed = (closed) => this.#closed(pool, closed);
    waiting.got(connection);
  }

  #reuse(pool: Pool, connection: ClientConnection, waiting: Waiting): void {
    pool.active.add(connection);
    connection.reused = true;
    connection.exchange = waiting.exchange;
    if (this.reuseSocket !== Agent.prototype.reuseSocket) {
      this.reuseSocket(this.#context.socketOf(connection), waiting.exchange);
    }
    waiting.got(connection);
  }

  #closed(pool: Pool, connection: ClientConnection): void {
    const at = pool.idle.indexOf(connection);
    if (at >= 0) pool.idle.splice(at, 1);
    pool.active.delete(connection);
    const next = this.#nextWaiting(pool);
    if (next) this.#reserve(pool, next);
    else this.#serveOthers();
  }

  /** Where the total is limited, what one origin gave up serves another. */
  #serveOthers(): void {
    if (this.maxTotalSockets === Infinity) return;
    for (const pool of this.#pools.values()) {
      if (pool.queue.length === 0 || pool.active.size >= this.maxSockets) continue;
      if (!this.#hasRoom()) return;
      const next = this.#nextWaiting(pool);
      if (next) this.#reserve(pool, next);
    }
  }

  /** Whether the total allows one more; an idle connection is given up for it. */
  #hasRoom(): boolean {
    if (this.maxTotalSockets === Infinity || this.totalSocketCount < this.maxTotalSockets) {
      return true;
    }
    for (const { idle } of this.#pools.values()) {
      const connection = idle.shift();
      if (!connection) continue;
      connection.onClosed = null;
      connection.finish();
      return true;
    }
    return false;
  }

  #nextWaiting(pool: Pool): Waiting | undefined {
    let next = pool.queue.shift();
    while (next?.cancelled) next = pool.queue.shift();
    return next;
  }
}

const createPlain = Agent.prototype.createConnection;
