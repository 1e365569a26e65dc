/**
 * Requests between machines, one hop each, for the marks that travel in the topology. Remembers
 * the latest; when there are more than anybody could draw, every second, fourth … client request
 * is kept whole, so that its hops can still be followed one after the other.
 */
import type { AnswerEvent, ArriveEvent, DoneEvent, SendEvent } from '../../engine/journal.ts';

export interface Hop {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  /** ms: when it left. */
  readonly t: number;
  /** Number of the client request that it belongs to; equal for all its hops. */
  readonly root: number;
  /** The hop that brought the request to the sender of this one. */
  readonly parent: Hop | undefined;
  /** A health check: it has marks of its own. */
  readonly probe: boolean;
  /** Sent by hand: always worth drawing. */
  readonly byHand: boolean;
  readonly arrivedAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly doneAt: number | undefined;
  /** Known from `doneAt` on, or from `answeredAt` where the answer says so. */
  readonly failed: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Root {
  readonly number: number;
  readonly byHand: boolean;
  /** The latest hop to each machine. */
  readonly at: Map<string, Hop>;
}

/** What a copy needs to go on as this one would: which requests it keeps, and who sent them. */
export interface HopsState {
  readonly count: number;
  readonly every: number;
  readonly second: number;
  readonly inSecond: number;
  readonly byHand: readonly string[];
  /** Client requests under way, by trace. Their hops are the very ones: each fact has its time. */
  readonly roots: readonly (readonly [string, Root])[];
}

/** Hops remembered. */
const KEPT = 8192;
/** Hops per second beyond which requests are skipped. */
const PER_SECOND = 1000;
/** How a balancer's health check is told from a request. */
const PROBE_PATH = /^\/health/;
const OPEN_AT_MOST = 20_000;
const ROOTS_AT_MOST = 4096;
/** Requests under way that a state holds, the newest. */
const ROOTS_IN_STATE = 256;

export class Hops {
  #latest: Hop[] = [];
  readonly #open = new Map<number, Mutable<Hop>>();
  readonly #roots = new Map<string, Root>();
  readonly #byHand: Set<string>;
  readonly #used = new Map<string, number>();
  readonly #transit = new Map<string, number>();
  #count: number;
  #every: number;
  #second: number;
  #inSecond: number;

  /** @param from where another one stood: this one goes on from there, without its hops. */
  constructor(from?: HopsState) {
    this.#byHand = new Set(from?.byHand);
    this.#count = from?.count ?? 0;
    this.#every = from?.every ?? 1;
    this.#second = from?.second ?? 0;
    this.#inSecond = from?.inSecond ?? 0;
    for (const [trace, root] of from?.roots ?? []) this.#roots.set(trace, copyOf(root));
  }

  state(): HopsState {
    return {
      count: this.#count,
      every: this.#every,
      second: this.#second,
      inSecond: this.#inSecond,
      byHand: [...this.#byHand],
      roots: [...this.#roots]
        .slice(-ROOTS_IN_STATE)
        .map(([trace, root]) => [trace, copyOf(root)] as const),
    };
  }

  /** ms: when a request last left over this link, this way; undefined if never. */
  usedAt(from: string, to: string): number | undefined {
    return this.#used.get(linkKey(from, to));
  }

  /** ms that the last request over this link, this way, took to arrive; undefined before the first. */
  transit(from: string, to: string): number | undefined {
    return this.#transit.get(linkKey(from, to));
  }

  /** Client requests of this id were sent by a person. */
  expectByHand(id: string): void {
    this.#byHand.add(id);
  }

  send(event: SendEvent): Hop {
    const root = this.#rootOf(event);
    const hop: Mutable<Hop> = {
      id: event.id,
      from: event.from,
      to: event.to,
      path: event.path,
      t: event.t,
      root: root.number,
      parent: root.at.get(event.from),
      probe: !event.client && PROBE_PATH.test(event.path),
      byHand: root.byHand,
      arrivedAt: undefined,
      answeredAt: undefined,
      doneAt: undefined,
      failed: false,
    };
    root.at.set(event.to, hop);
    this.#used.set(linkKey(event.from, event.to), event.t);
    this.#open.set(event.id, hop);
    forgetOldest(this.#open, OPEN_AT_MOST);
    this.#thin(event.t);
    if (root.byHand || root.number % this.#every === 0) {
      this.#latest.push(hop);
      if (this.#latest.length > KEPT * 1.25) this.#latest = this.#latest.slice(-KEPT);
    }
    return hop;
  }

  /** The hop that arrived; undefined when it was never seen or long forgotten. */
  arrive(event: ArriveEvent): Hop | undefined {
    const hop = this.#open.get(event.id);
    if (!hop) return undefined;
    hop.arrivedAt = event.t;
    this.#transit.set(linkKey(hop.from, hop.to), event.t - hop.t);
    return hop;
  }

  answer(event: AnswerEvent): void {
    const hop = this.#open.get(event.id);
    if (!hop) return;
    hop.answeredAt = event.t;
    hop.failed = event.status >= 500;
  }

  /** The hop that ended; undefined when it was never seen or long forgotten. */
  done(event: DoneEvent): Hop | undefined {
    const hop = this.#open.get(event.id);
    if (!hop) return undefined;
    this.#open.delete(event.id);
    hop.doneAt = event.t;
    hop.failed =
      event.error !== undefined ||
      (event.status ?? 0) >= 500 ||
      (event.client !== undefined && event.client.outcome !== 'ok');
    if (event.client && event.trace) this.#roots.delete(event.trace);
    return hop;
  }

  /** Those that left in (since, until], newest first. */
  *between(since: number, until: number): Generator<Hop> {
    for (let i = this.#latest.length - 1; i >= 0; i--) {
      const hop = this.#latest[i]!;
      if (hop.t <= since) return;
      if (hop.t <= until) yield hop;
    }
  }

  #rootOf(event: SendEvent): Root {
    const known = event.trace && !event.client ? this.#roots.get(event.trace) : undefined;
    if (known) return known;
    this.#count += 1;
    const byHand = event.client !== undefined && this.#byHand.has(event.client.load);
    const root: Root = { number: this.#count, byHand, at: new Map() };
    if (event.client && event.trace) {
      this.#roots.set(event.trace, root);
      forgetOldest(this.#roots, ROOTS_AT_MOST);
    }
    return root;
  }

  /** Once a second, as many are skipped as needed to keep fewer than `PER_SECOND`. */
  #thin(t: number): void {
    const second = Math.floor(t / 1000);
    if (second !== this.#second) {
      this.#every = 1;
      while (this.#inSecond / this.#every > PER_SECOND) this.#every *= 2;
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
  }
}

function copyOf(root: Root): Root {
  return { ...root, at: new Map(root.at) };
}

function linkKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

function forgetOldest<K, V>(map: Map<K, V>, atMost: number): void {
  if (map.size <= atMost) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
