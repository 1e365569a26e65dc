/** What the scraper remembers: how much every counter grew between two scrapes. */
import { BUCKETS, type Sample } from './counters.ts';

/** Requests that ended within some span of time. */
export interface Sums {
  readonly requests: number;
  readonly errors: number;
  /** Of those that took longer than 500 ms. */
  readonly slow: number;
  readonly meanMs: number;
  /** Estimated from buckets: the upper end of the one that 99 in 100 fit into. */
  readonly p99: number;
}

export interface InstanceSums extends Sums {
  readonly instance: number;
  readonly build: string;
}

type Growth = ReadonlyMap<string, number>;
interface Scrape {
  readonly at: number;
  readonly grown: Growth;
  readonly now: Growth;
}

/** ms that are remembered. */
const KEEP = 8000;

export class Series {
  readonly #last = new Map<string, number>();
  readonly #builds = new Map<number, string>();
  #scrapes: Scrape[] = [];

  /** Takes what one scrape of everything found. A counter that fell was restarted, from 0. */
  add(at: number, samples: readonly Sample[]): void {
    const grown = new Map<string, number>();
    const now = new Map<string, number>();
    for (const { name, labels, value } of samples) {
      const { instance, build, le } = labels;
      if (build !== undefined) this.#builds.set(Number(instance), build);
      const key = [name, instance ?? labels.seen, le].join(' ').trim();
      const before = this.#last.get(key);
      // The first sight of a counter says nothing about when it grew.
      grown.set(key, before === undefined ? 0 : value < before ? value : value - before);
      now.set(key, value);
      this.#last.set(key, value);
    }
    this.#scrapes = [...this.#scrapes.filter((each) => each.at > at - KEEP), { at, grown, now }];
  }

  /** Growth of a counter over the last `ms`. */
  growth(key: string, ms: number): number {
    return this.#window(ms).reduce((sum, { grown }) => sum + (grown.get(key) ?? 0), 0);
  }

  /** A gauge as it was `ago` ms before the last scrape; 0 where nobody knows. */
  value(key: string, ago = 0): number {
    const until = (this.#scrapes.at(-1)?.at ?? 0) - ago;
    return this.#scrapes.findLast(({ at }) => at <= until)?.now.get(key) ?? 0;
  }

  /** All requests of the last `ms`, as the balancer saw them. */
  fleet(ms: number): Sums {
    return this.#sums('edge', ms);
  }

  /** The same for each instance, as it counted them itself. */
  instances(ms: number): InstanceSums[] {
    return [...this.#builds].map(([instance, build]) => ({
      instance,
      build,
      ...this.#sums(String(instance), ms),
    }));
  }

  #window(ms: number): Scrape[] {
    const since = (this.#scrapes.at(-1)?.at ?? 0) - ms;
    return this.#scrapes.filter(({ at }) => at > since);
  }

  #sums(who: string, ms: number): Sums {
    const scrapes = this.#window(ms);
    const sum = (key: string) =>
      scrapes.reduce((total, { grown }) => total + (grown.get(key) ?? 0), 0);
    const requests = sum(`http_requests_total ${who}`);
    const within = BUCKETS.map((end) => sum(`http_ms_bucket ${who} ${end}`));
    return {
      requests,
      errors: sum(`http_errors_total ${who}`),
      slow: requests - (within[BUCKETS.indexOf(500)] ?? 0),
      meanMs: requests === 0 ? 0 : sum(`http_ms_sum ${who}`) / requests,
      p99: BUCKETS[within.findIndex((count) => count >= 0.99 * requests)] ?? Infinity,
    };
  }
}
