/** `http.Agent`: which connection a request gets, and who waits for one. */
import type { SendFacts } from '../../protocol.ts';
import { EventEmitter } from '../emitter.ts';
import type { Loop } from '../loop.ts';
import type { ClientConnection, ExchangeListener, Net, Origin } from '../net.ts';

/** An idle connection older than this is not reused: servers close theirs after 5 s, and say so. */
const IDLE_MS = 4000;

export interface AgentOptions {
  readonly keepAlive?: boolean;
  readonly maxSockets?: number;
  readonly maxFreeSockets?: number;
  readonly scheduling?: 'lifo' | 'fifo';
  readonly timeout?: number;
}

interface Waiting {
  readonly facts: SendFacts;
  readonly exchange: ExchangeListener;
  readonly got: (connection: ClientConnection) => void;
  cancelled: boolean;
}

interface Pool {
  readonly origin: Origin;
  readonly idle: ClientConnection[];
  active: number;
  readonly queue: Waiting[];
}

/** A request's claim on a connection. */
export interface Claim {
  /** Gives the claim up; a connection that it already has is destroyed by its holder. */
  cancel(): void;
}

export class Agent extends EventEmitter {
  readonly options: AgentOptions;
  readonly keepAlive: boolean;
  readonly maxSockets: number;
  readonly maxFreeSockets: number;
  readonly scheduling: 'lifo' | 'fifo';
  readonly #net: Net;
  readonly #loop: Loop;
  readonly #pools = new Map<string, Pool>();

  constructor(net: Net, loop: Loop, options: AgentOptions = {}) {
    super();
    this.#net = net;
    this.#loop = loop;
    this.options = options;
    this.keepAlive = options.keepAlive ?? false;
    this.maxSockets = options.maxSockets ?? Infinity;
    this.maxFreeSockets = options.maxFreeSockets ?? 256;
    this.scheduling = options.scheduling ?? 'lifo';
  }

  /** Hands `exchange` a connection through `got`: at once, or when one is free. */
  claim(
    origin: Origin,
    facts: SendFacts,
    exchange: ExchangeListener,
    got: (connection: ClientConnection) => void,
  ): Claim {
    const pool = this.#pool(origin);
    const waiting: Waiting = { facts, exchange, got, cancelled: false };
    if (!this.#serve(pool, waiting)) pool.queue.push(waiting);
    return {
      cancel: () => {
        waiting.cancelled = true;
      },
    };
  }

  /** The exchange is over and the connection may serve another. */
  release(connection: ClientConnection): void {
    const pool = this.#pool(connection.origin);
    connection.exchange = null;
    connection.idleSince = this.#loop.now;
    pool.active--;
    const next = this.#nextWaiting(pool);
    if (next && this.keepAlive) {
      this.#reuse(pool, connection, next);
      return;
    }
    if (this.keepAlive && pool.idle.length < this.maxFreeSockets) pool.idle.push(connection);
    else {
      connection.onClosed = null;
      connection.finish();
    }
    if (next) this.#open(pool, next);
  }

  destroy(): void {
    for (const pool of this.#pools.values())
      for (const connection of pool.idle.splice(0)) connection.finish();
  }

  get sockets(): Record<string, { length: number }> {
    return this.#counts((pool) => pool.active);
  }

  get freeSockets(): Record<string, { length: number }> {
    return this.#counts((pool) => pool.idle.length);
  }

  get requests(): Record<string, { length: number }> {
    return this.#counts((pool) => pool.queue.length);
  }

  #counts(count: (pool: Pool) => number): Record<string, { length: number }> {
    const counts: Record<string, { length: number }> = {};
    for (const [key, pool] of this.#pools)
      if (count(pool) > 0) counts[key] = { length: count(pool) };
    return counts;
  }

  #pool(origin: Origin): Pool {
    const key = `${origin.host}:${origin.port}:`;
    let pool = this.#pools.get(key);
    if (!pool) this.#pools.set(key, (pool = { origin, idle: [], active: 0, queue: [] }));
    return pool;
  }

  #serve(pool: Pool, waiting: Waiting): boolean {
    for (;;) {
      const connection = this.scheduling === 'lifo' ? pool.idle.pop() : pool.idle.shift();
      if (!connection) break;
      if (connection.state === 'closed') continue;
      if (this.#loop.now - connection.idleSince > IDLE_MS) {
        connection.onClosed = null;
        connection.finish();
        continue;
      }
      this.#reuse(pool, connection, waiting);
      return true;
    }
    if (pool.active >= this.maxSockets) return false;
    this.#open(pool, waiting);
    return true;
  }

  #open(pool: Pool, waiting: Waiting): void {
    pool.active++;
    const connection = this.#net.connect(pool.origin, waiting.facts, waiting.exchange);
    connection.onClosed = (closed) => this.#closed(pool, closed);
    waiting.got(connection);
  }

  #reuse(pool: Pool, connection: ClientConnection, waiting: Waiting): void {
    pool.active++;
    connection.reused = true;
    connection.exchange = waiting.exchange;
    waiting.got(connection);
  }

  #closed(pool: Pool, connection: ClientConnection): void {
    const at = pool.idle.indexOf(connection);
    if (at >= 0) {
      pool.idle.splice(at, 1);
      return;
    }
    pool.active--;
    const next = this.#nextWaiting(pool);
    if (next) this.#open(pool, next);
  }

  #nextWaiting(pool: Pool): Waiting | undefined {
    let next = pool.queue.shift();
    while (next?.cancelled) next = pool.queue.shift();
    return next;
  }
}
