/** What a service counts about itself, and how it says so: the text that a scraper reads. */

/** Upper ends of the latency buckets, in ms. Everything slower falls under `+Inf`. */
export const BUCKETS = [50, 100, 250, 500, 1000];

/** Requests, errors and latencies since this process began. Counters only go up. */
export class Counters {
  readonly #labels: string;
  /** Per bucket, cumulative: a request of 80 ms counts under 100, 250 … and +Inf. */
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

/** Reads the text back. Lines that are empty or comments are skipped. */
export function parse(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const end = line.lastIndexOf(' ');
    if (end < 0 || line.startsWith('#')) return [];
    const [name = '', inner = ''] = line.slice(0, end).split(/[{}]/);
    const labels: Record<string, string> = {};
    for (const label of inner === '' ? [] : inner.split(',')) {
      const [key = '', quoted = ''] = label.split('=');
      labels[key] = quoted.slice(1, -1);
    }
    return [{ name, labels, value: Number(line.slice(end + 1)) }];
  });
}
