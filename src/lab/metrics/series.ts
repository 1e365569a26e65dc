/**
 * A number over time that holds its value until the next report, with a smoothed reading beside
 * it for people. Remembers the latest reports only.
 */

interface Report {
  readonly t: number;
  readonly value: number;
  /** The smoothed value at `t`, just before this report. */
  readonly smooth: number;
}

export class Series {
  readonly #reports: Report[] = [];
  readonly #keep: number;
  readonly #tau: number;

  /** @param tauMs how slowly the smoothed reading follows: 63% of a step after so many ms. */
  constructor(keep: number, tauMs: number) {
    this.#keep = keep;
    this.#tau = tauMs;
  }

  push(t: number, value: number): void {
    const last = this.#reports[this.#reports.length - 1];
    // The first report is a beginning, not a step.
    this.#reports.push({ t, value, smooth: last ? this.#decay(last, t) : value });
    if (this.#reports.length > this.#keep * 1.25)
      this.#reports.splice(0, this.#reports.length - this.#keep);
  }

  /** The value that held at `t`; undefined before the first report. */
  at(t: number): number | undefined {
    return this.#before(t)?.value;
  }

  /** The smoothed value at `t`; undefined before the first report. */
  smoothAt(t: number): number | undefined {
    const report = this.#before(t);
    return report && this.#decay(report, t);
  }

  #decay(report: Report, t: number): number {
    return report.value + (report.smooth - report.value) * Math.exp((report.t - t) / this.#tau);
  }

  /** The last report at or before `t`, by bisection. */
  #before(t: number): Report | undefined {
    const reports = this.#reports;
    let low = 0;
    let high = reports.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reports[middle]!.t <= t) low = middle + 1;
      else high = middle;
    }
    return reports[low - 1];
  }
}
