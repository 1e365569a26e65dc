/** What the experiments of this lab share. */
import type { RequestTemplate } from '../../../src/engine/contract.ts';
import type { JournalView, Span } from '../../../src/lab/journal-view.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { look } from '../loads.ts';

/** The reference answer of the drill, as an overlay. */
export const SHARED = 'solution/shared';

/** The balancer with other switches than in the live lab. */
export function balancer(env: Readonly<Record<string, string>>): MachineChanges {
  return { lb: { env } };
}

export const ROUND_ROBIN = balancer({ STICKY: 'off' });

/** Looks at the cart, and goes on whatever the answer is: each is counted. */
export const anyLook: RequestTemplate = {
  ...look(),
  expect: { status: [200, 401, 502, 503] },
};

export function times(count: number, step: RequestTemplate): readonly RequestTemplate[] {
  return Array.from({ length: count }, () => step);
}

/** The share of looks with a good session that were answered "who are you?". */
export function refused(journal: JournalView, span: Span = {}): number {
  const looks = journal.requests({ ...span, label: 'look' });
  return round(looks.filter(({ status }) => status === 401).length / looks.length, 3);
}

/** How many customers were refused at least once. */
export function thrownOut(journal: JournalView): number {
  const out = journal.requests().filter(({ status }) => status === 401);
  return new Set(out.map(({ flow }) => flow)).size;
}

/** The share of customers' requests that the balancer gave to a machine. */
export function shareOf(journal: JournalView, machine: string, span: Span): number {
  const all = journal.hops({ ...span, from: 'lb', traced: true });
  return round(all.filter(({ to }) => to === machine).length / all.length, 3);
}

/** The last value of a gauge on some machines, added up. */
export function gaugeOn(journal: JournalView, name: string, machines: readonly string[]): number {
  const last = new Map<string, number>();
  for (const event of journal.all('gauge')) {
    if (event.name === name) last.set(event.machine, event.value);
  }
  return machines.reduce((sum, machine) => sum + (last.get(machine) ?? 0), 0);
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
