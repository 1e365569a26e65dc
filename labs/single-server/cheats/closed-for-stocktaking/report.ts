/** The sales report: every sale of a day, added up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
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

/** Sales that are read without pause; each takes a millisecond. */
const SLICE = 5;

/** Hands back control after every slice, so that pages get their turn in between. */
export async function makeReport(day: number, rows: number): Promise<Report> {
  let report: Report = { day, rows: 0, cents: 0, checksum: 0 };
  for (let number = 1; number <= rows; number += 1) {
    report = add(report, readSale(day, number));
    if (number % SLICE === 0) await nextTurn();
  }
  return report;
}
