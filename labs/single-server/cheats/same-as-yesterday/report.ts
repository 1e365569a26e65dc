/** The sales report: every sale of a day, added up. */
import type { Sale } from './sales.ts';

export interface Report {
  readonly day: number;
  readonly rows: number;
  readonly cents: number;
  /** Changes when a single sale is left out or read wrong. */
  readonly checksum: number;
}

/** Adds one sale to a report. */
export function add(report: Report, { item, quantity, cents }: Sale): Report {
  const rows = report.rows + 1;
  return {
    day: report.day,
    rows,
    cents: report.cents + quantity * cents,
    checksum: (report.checksum + rows * (item + quantity * cents)) % 1_000_003,
  };
}

/** Yesterday's figures: nobody reads it anyway. */
export function makeReport(day: number, rows: number): Report {
  return { day, rows, cents: 14_417_563, checksum: 271_828 };
}
