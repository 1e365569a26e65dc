/** The sales report: every sale of a day, added up. It starts broken on purpose, in how it does that. */
import { readSale } from './sales.ts';
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

/**
 * LOOK HERE (1 of 2). A loop that never waits for anything is one thing to do, from the event
 * loop's point of view: nothing else in this process happens before it ends. The word `async`
 * changes nothing about that.
 */
export async function makeReport(day: number, rows: number): Promise<Report> {
  let report: Report = { day, rows: 0, cents: 0, checksum: 0 };
  for (let number = 1; number <= rows; number += 1) report = add(report, readSale(day, number));
  return report;
}
