/**
 * The cables between machines: which there are, and what is wrong with each of their two directions.
 *
 * Each direction of a link has a generator of its own, so what is drawn for one message does not
 * depend on the traffic of any other link.
 */
import { seededRandom } from '../../lib/random.ts';
import type { LinkFault, LinkSpec } from '../contract.ts';
import { MIN_LATENCY_MS } from '../contract.ts';
import { Direction, type Passage } from './direction.ts';
import type { Segment } from './protocol.ts';

const DEFAULT_LATENCY_MS = 0.5;
const NO_PASSAGE: Passage = { ms: null, breaks: false };

export class Network {
  readonly #directions = new Map<string, Direction>();

  constructor(links: readonly LinkSpec[], seed: number) {
    for (const link of links) {
      const baseMs = Math.max(MIN_LATENCY_MS, link.latencyMs ?? DEFAULT_LATENCY_MS);
      for (const [from, to] of [
        [link.from, link.to],
        [link.to, link.from],
      ] as const) {
        const random = seededRandom(`${seed}:link:${from}>${to}`);
        this.#directions.set(key(from, to), new Direction(baseMs, random));
      }
    }
  }

  /**
   * The least time, ms, in which anything that happens at `ids[from]` can be felt at `ids[to]`, over
   * any number of links; on the diagonal, in which what a machine does can come back to it. Faults
   * only ever add to it, so it holds for the whole session. (Floyd and Warshall's shortest paths.)
   */
  reach(ids: readonly string[]): number[][] {
    const reach = ids.map((from) =>
      ids.map((to) => this.#directions.get(key(from, to))?.baseMs ?? Infinity),
    );
    for (let via = 0; via < ids.length; via++) {
      for (const row of reach) {
        for (let to = 0; to < ids.length; to++) {
          row[to] = Math.min(row[to]!, row[via]! + reach[via]![to]!);
        }
      }
    }
    // A machine without a cable: only what it tells itself comes back.
    reach.forEach((row, at) => {
      if (row[at] === Infinity) row[at] = 2 * DEFAULT_LATENCY_MS;
    });
    return reach;
  }

  connected(from: string, to: string): boolean {
    return this.#directions.has(key(from, to));
  }

  /** What becomes of a message that leaves `from` at `t`; `toServer`: on a connection that `from` opened. */
  carry(from: string, to: string, t: number, segment: Segment, toServer: boolean): Passage {
    return this.#directions.get(key(from, to))?.carry(t, segment, toServer) ?? NO_PASSAGE;
  }

  /** ms that news which nobody sends takes over this direction; null when it is lost. */
  newsMs(from: string, to: string): number | null {
    return this.#directions.get(key(from, to))?.newsMs() ?? null;
  }

  addFault(id: string, from: string, to: string, fault: LinkFault, oneWay: boolean): void {
    this.#directions.get(key(from, to))?.hold(id, fault);
    if (!oneWay) this.#directions.get(key(to, from))?.hold(id, fault);
  }

  heal(id: string): void {
    for (const direction of this.#directions.values()) direction.heal(id);
  }

  healAll(): void {
    for (const direction of this.#directions.values()) direction.healAll();
  }
}

function key(from: string, to: string): string {
  return `${from}>${to}`;
}
