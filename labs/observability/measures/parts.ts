/** What the experiments of this lab share. */
import type { JournalView } from '../../../src/lab/journal-view.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { HOSTS } from '../loads.ts';

/** Every kind of alarm, as an overlay. */
export const RULES = 'experiments/full-rules';

/** More environment for every host. */
export function hostsWith(env: Readonly<Record<string, string>>): MachineChanges {
  return Object.fromEntries(HOSTS.map((id) => [id, { env }]));
}

/** What a request by hand was answered with, as JSON. */
export function answerTo<Body>(journal: JournalView, path: RegExp, nth = 0): Body {
  const asked = journal.requests({ path })[nth];
  return JSON.parse(asked?.answer ?? 'null') as Body;
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100, 1)}%`;
}
