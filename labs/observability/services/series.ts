/** What the scraper remembers: every counter at every scrape of the last seconds. */
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

interface Scrape {
  readonly at: number;
  readonly values: ReadonlyMap<string, number>;
}

/** ms that are remembered. */
const KEEP = 8000;
const NEVER: Scrape = { at: -Infinity, values: new Map() };

export class Series {
  readonly #raw = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  readonly #builds = new Map<number, string>();
  #scrapes: Scrape[] = [];

  /** Takes what one scrape of everything found. */
  add(at: number, samples: readonly Sample[]): void {
    for (const { name, labels, value } of samples) {
      if (labels.build !== undefined) this.#builds.set(Number(labels.instance), labels.build);
      const key = `${name} ${labels.instance ?? labels.seen ?? ''} ${labels.le ?? ''}`;
      if (/_(total|sum|count|bucket)$/.test(name)) this.#count(key, value);
      else this.#seen.set(key, value);
    }
    this.#scrapes.push({ at, values: new Map(this.#seen) });
    while ((this.#scrapes[0]?.at ?? at) < at - KEEP) this.#scrapes.shift();
  }

  /** A counter that fell was restarted, from 0: what it shows now has been added since. */
  #count(key: string, value: number): void {
    const before = this.#raw.get(key) ?? value;
    const grown = value < before ? value : value - before;
    this.#raw.set(key, value);
    this.#seen.set(key, (this.#seen.get(key) ?? value) + grown);
  }

  /** How much a counter such as `orders_written_total` grew in the last `ms`. */
  growth(name: string, ms: number): number {
    return this.#growth(`${name}  `, this.#before(ms));
  }

  /** A gauge such as `db_waiting`, as it was `ago` ms before the last scrape. */
  value(name: string, ago = 0): number {
    return this.#before(ago).values.get(`${name}  `) ?? 0;
  }

  /** All requests of the last `ms`, as the balancer saw them. */
  fleet(ms: number): Sums {
    return this.#sums('edge', this.#before(ms));
  }

  /** The same for each instance, as it counted them itself. */
  instances(ms: number): InstanceSums[] {
    const since = this.#before(ms);
    return [...this.#builds].map(([instance, build]) => ({
      instance,
      build,
      ...this.#sums(String(instance), since),
    }));
  }

  /** The last scrape that is at least `ms` old; the oldest there is, if none. */
  #before(ms: number): Scrape {
    const until = (this.#scrapes.at(-1)?.at ?? 0) - ms;
    return this.#scrapes.findLast(({ at }) => at <= until) ?? this.#scrapes[0] ?? NEVER;
  }

  #growth(key: string, since: Scrape): number {
    const now = this.#scrapes.at(-1)?.values.get(key) ?? 0;
    return now - (since.values.get(key) ?? now);
  }

  #sums(who: string, since: Scrape): Sums {
    const grown = (name: string, end: number | '' = '') =>
      this.#growth(`${name} ${who} ${end}`, since);
    const requests = grown('http_ms_count');
    const within = (end: number) => grown('http_ms_bucket', end);
    return {
      requests,
      errors: grown('http_errors_total'),
      slow: requests === 0 ? 0 : requests - within(500),
      meanMs: requests === 0 ? 0 : grown('http_ms_sum') / requests,
      p99: requests === 0 ? 0 : (BUCKETS.find((end) => within(end) >= 0.99 * requests) ?? Infinity),
    };
  }
}
