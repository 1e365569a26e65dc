/** What a service counts about itself, and how it says so: the text that a scraper reads. */

/** Upper ends of the latency buckets, in ms. Everything slower falls under `+Inf`. */
export const BUCKETS = [25, 50, 100, 250, 500, 1000] as const;

/** Requests, errors and latencies since this process began. Counters only go up. */
export class Counters {
  readonly #labels: string;
  /** Per bucket, cumulative: a request of 30 ms counts under 50, 100, 250 … and +Inf. */
  readonly #within: number[] = BUCKETS.map(() => 0);
  #requests = 0;
  #errors = 0;
  #totalMs = 0;

  /** @param labels what tells these counters from others of the same name: `instance="17"`. */
  constructor(labels: string) {
    this.#labels = labels;
  }

  add(ms: number, ok: boolean): void {
    this.#requests += 1;
    this.#totalMs += ms;
    if (!ok) this.#errors += 1;
    for (const [n, bucket] of BUCKETS.entries()) {
      if (ms <= bucket) this.#within[n]! += 1;
    }
  }

  lines(): string[] {
    const by = this.#labels;
    return [
      `http_requests_total{${by}} ${this.#requests}`,
      `http_errors_total{${by}} ${this.#errors}`,
      ...BUCKETS.map((end, n) => `http_ms_bucket{${by},le="${end}"} ${this.#within[n]}`),
      `http_ms_bucket{${by},le="+Inf"} ${this.#requests}`,
      `http_ms_sum{${by}} ${Math.round(this.#totalMs)}`,
      `http_ms_count{${by}} ${this.#requests}`,
    ];
  }
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the text back. A line that is none of ours is skipped, as a scraper does. */
export function parse(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, inner = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const labels = [...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, is]) => [key, is]);
    return [{ name, labels: Object.fromEntries(labels) as Sample['labels'], value: Number(value) }];
  });
}
