/**
 * What one database holds: the log, which is the order in which things were written, and the
 * table that follows from it. Every database of the cluster has a log and a table of its own.
 */
export interface Row {
  /** Position in the log, from 1, without gaps. */
  readonly lsn: number;
  /** The note's id; `*` deletes them all. */
  readonly id: string;
  readonly text: string;
  /** When the primary took it. */
  readonly at: number;
}

/** Notes 1 to 200 were there before the log began. */
const EARLIER = 200;

let rows: Row[] = [];
const table = new Map<string, Row>();
let wake: (() => void)[] = [];

restore();

function restore(): void {
  table.clear();
  for (let n = 1; n <= EARLIER; n += 1) {
    table.set(String(n), { lsn: 0, id: String(n), text: `Note no. ${n}`, at: 0 });
  }
}

/** How far this database has come. */
export function position(): number {
  return rows.length;
}

export function find(id: string): Row | undefined {
  return table.get(id);
}

export function count(): number {
  return table.size;
}

/** The primary's way in: gives the row the next position. */
export function append(id: string, text: string): Row {
  const row = { lsn: rows.length + 1, id, text, at: Date.now() };
  add(row);
  return row;
}

/** The replica's way in: takes a row only when it is the very next one. */
export function add(row: Row): void {
  if (row.lsn !== rows.length + 1) return;
  rows.push(row);
  if (row.id === '*') table.clear();
  else table.set(row.id, row);
  const waiting = wake;
  wake = [];
  for (const go of waiting) go();
}

/** The rows after a position, at most `most` of them. */
export function after(lsn: number, most: number): readonly Row[] {
  return rows.slice(lsn, lsn + most);
}

/** Resolves when the next row is added. */
export function grown(): Promise<void> {
  return new Promise((go) => wake.push(go));
}

/** Forgets everything since the beginning; the rows come again from the primary. */
export function forget(): void {
  rows = [];
  restore();
}
