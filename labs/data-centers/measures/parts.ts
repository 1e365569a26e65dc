/** What the experiments of this lab share. */
import type { LabLink } from '../../../src/lab/manifest.ts';
import type { TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView } from '../../../src/lab/journal-view.ts';

/** The reference answer of the drill, as an overlay. */
export const MENDED = 'solution/three-strikes';

export const KNOWN_PHONE = 'phone-{int:1-9}';

/** Somebody may look into the databases. */
export const looksIn: { readonly machines: readonly []; readonly links: readonly LabLink[] } = {
  machines: [],
  links: ['db-in', 'db-eu'].map((to) => ({ from: 'people', to, standby: true })),
};

/** Somebody asks a database what it has. */
export function look(at: number, to: string): TimedAction {
  const request = { to, path: '/count' };
  return { at, action: { kind: 'request', id: `look-${to}`, request } };
}

interface Counted {
  readonly ids: readonly string[];
  readonly byCountry: Readonly<Record<string, number>>;
}

/** What that database answered. */
export function had(journal: JournalView, db: string): Counted {
  const [seen] = journal.requests({ load: `look-${db}` });
  const { ids = '', byCountry = {} } = JSON.parse(seen?.answer ?? '{}') as {
    ids?: string;
    byCountry?: Record<string, number>;
  };
  return { ids: ids.split(' '), byCountry };
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
