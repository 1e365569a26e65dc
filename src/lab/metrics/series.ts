/**
 * A number over time that holds its value until the next report, with a smoothed reading beside
 * it for people. Remembers the latest reports only, three numbers each.
 */

/** Of a report: its moment, its value, and the smoothed value just before it. */
const FIELDS = 3;
const SMALLEST = 64;

export class Series {
  #reports = new Float64Array(SMALLEST * FIELDS);
  #count = 0;
  readonly #keep: number;
  readonly #tau: number;

  /** @param tauMs how slowly the smoothed reading follows: 63% of a step after so many ms. */
  constructor(keep: number, tauMs: number) {
    this.#keep = keep;
    this.#tau = tauMs;
  }

  push(t: number, value: number): void {
    // The first report is a beginning, not a step.
    const smooth = this.#count > 0 ? this.#decay(this.#count - 1, t) : value;
    this.#makeRoom();
    this.#reports.set([t, value, smooth], this.#count * FIELDS);
    this.#count += 1;
  }

  /** The value that held at `t`; undefined before the first report. */
  at(t: number): number | undefined {
    const index = this.#before(t);
    return index < 0 ? undefined : this.#reports[index * FIELDS + 1];
  }

  /** The smoothed value at `t`; undefined before the first report. */
  smoothAt(t: number): number | undefined {
    const index = this.#before(t);
    return index < 0 ? undefined : this.#decay(index, t);
  }

  #decay(index: number, t: number): number {
    const [at, value, smooth] = this.#reports.subarray(index * FIELDS, index * FIELDS + FIELDS);
    return value! + (smooth! - value!) * Math.exp((at! - t) / this.#tau);
  }

  /** Index of the last report at or before `t`, by bisection; -1 before the first. */
  #before(t: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#reports[middle * FIELDS]! <= t) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Grows by half; once there are a quarter more than to keep, the oldest go in one block. */
  #makeRoom(): void {
    if (this.#count >= this.#keep * 1.25) {
      this.#reports.copyWithin(0, (this.#count - this.#keep) * FIELDS, this.#count * FIELDS);
      this.#count = this.#keep;
    }
    if ((this.#count + 1) * FIELDS <= this.#reports.length) return;
    const larger = new Float64Array(Math.ceil(this.#count * 1.5) * FIELDS);
    larger.set(this.#reports);
    this.#reports = larger;
  }
}
