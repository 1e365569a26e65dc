/**
 * The cables between machines: how long a message takes, and whether it arrives.
 *
 * Each direction of a link has a generator of its own, so what is drawn for one message does not
 * depend on the traffic of any other link.
 */
import { seededRandom, type Random } from '../../lib/random.ts';
import type { LinkFault, LinkSpec } from '../contract.ts';
import { MIN_LATENCY_MS } from '../contract.ts';

const DEFAULT_LATENCY_MS = 0.5;

interface Direction {
  readonly baseMs: number;
  readonly random: Random;
  readonly faults: Map<string, LinkFault>;
}

export class Network {
  readonly #directions = new Map<string, Direction>();

  constructor(links: readonly LinkSpec[], seed: number) {
    for (const link of links) {
      const baseMs = Math.max(MIN_LATENCY_MS, link.latencyMs ?? DEFAULT_LATENCY_MS);
      for (const [from, to] of [
        [link.from, link.to],
        [link.to, link.from],
      ] as const) {
        this.#directions.set(key(from, to), {
          baseMs,
          random: seededRandom(`${seed}:link:${from}>${to}`),
          faults: new Map(),
        });
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

  /** ms that this message takes, or null when it is lost. Draws from the link's generator. */
  delay(from: string, to: string): number | null {
    const direction = this.#directions.get(key(from, to));
    if (!direction) return null;
    let ms = direction.baseMs;
    let lost = false;
    for (const fault of direction.faults.values()) {
      ms += fault.latencyMs ?? 0;
      if (fault.jitterMs) ms += Math.round(direction.random() * fault.jitterMs * 1000) / 1000;
      if (fault.loss && direction.random() < fault.loss) lost = true;
      if (fault.partition) lost = true;
    }
    return lost ? null : ms;
  }

  addFault(id: string, from: string, to: string, fault: LinkFault, oneWay: boolean): void {
    this.#directions.get(key(from, to))?.faults.set(id, fault);
    if (!oneWay) this.#directions.get(key(to, from))?.faults.set(id, fault);
  }

  heal(id: string): void {
    for (const { faults } of this.#directions.values()) faults.delete(id);
  }

  healAll(): void {
    for (const { faults } of this.#directions.values()) faults.clear();
  }
}

function key(from: string, to: string): string {
  return `${from}>${to}`;
}
