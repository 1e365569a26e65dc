/** What the experiments of this lab share. */
import type { JournalView } from '../../../src/lab/journal-view.ts';

/** The reference answer of the mending drill, as an overlay. */
export const MENDED = 'solution/hashed-names';

/** GETs that reached out for the origin. */
export function fetches(journal: JournalView, path = /^\//, since = 0, until = Infinity): number {
  return journal.hops({ to: 'origin', method: 'GET', path, since, until }).length;
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
