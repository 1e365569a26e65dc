/** What the experiments of this lab share. */
import type { LoadFlow } from '../../../src/engine/contract.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { pow } from '../../../src/lib/math/index.ts';
import { WEBS } from '../loads.ts';

/** The reference answer of the drill, as an overlay. */
export const LEASE = 'solution/lease';

/** More environment for every web server. */
export function websWith(env: Readonly<Record<string, string>>): MachineChanges {
  return Object.fromEntries(WEBS.map((id) => [id, { env }]));
}

/** Queries that reached out for the database. */
export function queries(journal: JournalView, path: RegExp, since = 0, until = Infinity): number {
  return journal.hops({ to: 'db', method: 'GET', path, since, until }).length;
}

/** The share of item pages that needed no query, among those asked for from `since` on. */
export function hitRatio(journal: JournalView, since: number): number {
  const asked = journal.count({ label: 'item', method: 'GET', since });
  return round(1 - queries(journal, /^\/items\//, since) / asked, 3);
}

/** Visits to one of `keys` items, the k-th of them 1/k^skew times as often as the first. */
export function zipf(keys: number, skew: number): readonly LoadFlow[] {
  return Array.from({ length: keys }, (_, index) => ({
    weight: pow(index + 1, -skew),
    steps: [{ path: `/item/${index + 1}`, label: 'item' }],
  }));
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
