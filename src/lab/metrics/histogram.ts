/** A histogram of durations in logarithmic bins: percentiles within 1.5%, in constant memory. */

const LOWEST = 0.05;
const HIGHEST = 120_000;
const GROWTH = 1.03;
const BINS = Math.ceil(Math.log(HIGHEST / LOWEST) / Math.log(GROWTH)) + 1;

export class Histogram {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param ms from 0.05 to 120,000; what lies outside counts as the nearest. */
  add(ms: number): void {
    this.#bins[binOf(ms)]! += 1;
    this.#count += 1;
  }

  /** The values below which the given shares lie (ascending, 0 to 1), by nearest rank; empty gives an empty list. */
  quantiles(shares: readonly number[]): number[] {
    const values: number[] = [];
    let seen = 0;
    let bin = -1;
    for (const share of shares) {
      const rank = Math.max(1, Math.ceil(share * this.#count));
      if (this.#count === 0) break;
      while (seen < rank) seen += this.#bins[++bin]!;
      values.push(middleOf(bin));
    }
    return values;
  }

  clear(): void {
    this.#bins.fill(0);
    this.#count = 0;
  }
}

function binOf(ms: number): number {
  if (!(ms > LOWEST)) return 0;
  return Math.min(BINS - 1, Math.floor(Math.log(ms / LOWEST) / Math.log(GROWTH)));
}

/** The geometric middle of a bin. */
function middleOf(bin: number): number {
  return LOWEST * GROWTH ** (bin + 0.5);
}
