/** What the experiments of this lab share. */
import type { LoadProfile, TimedAction } from '../../../src/engine/contract.ts';
import type { JournalView, Span } from '../../../src/lab/journal-view.ts';
import type { MachineChanges } from '../../../src/lab/manifest.ts';
import { EDGES, WEBS } from '../loads.ts';

/** The reference answer of the drill, as an overlay. */
export const MENDED = 'solution/budget';

/** The same change on several machines. */
export function each(ids: readonly string[], change: MachineChanges[string]): MachineChanges {
  return Object.fromEntries(ids.map((id) => [id, change]));
}

export const websWith = (env: Readonly<Record<string, string>>): MachineChanges =>
  each(WEBS, { env });

/** A load from `at` on for `ms`, whose people try the other edge when one does not answer. */
export function visitors(
  id: string,
  at: number,
  ms: number,
  profile: Omit<LoadProfile, 'to'>,
): readonly TimedAction[] {
  const whole = { to: EDGES, arrivals: 'even' as const, timeoutMs: 1000, failover: true };
  return [
    { at, action: { kind: 'load', id, profile: { ...whole, ...profile } } },
    { at: at + ms, action: { kind: 'load', id, profile: null } },
  ];
}

/** A machine is killed, and started again `ms` later. */
export function away(machine: string, at: number, ms: number): readonly TimedAction[] {
  return [
    { at, action: { kind: 'kill', machine } },
    { at: at + ms, action: { kind: 'start', machine } },
  ];
}

/** How many requests with a label, sent in a span, did not end well. */
export function failures(journal: JournalView, label: string, span: Span = {}): number {
  return journal.requests({ label, ...span }).filter(({ outcome }) => outcome !== 'ok').length;
}

/** The share of a span in which a machine had at least one query to answer. */
export function occupied(journal: JournalView, machine: string, since: number, until: number) {
  let busy = 0;
  let reached = since;
  for (const { arrived, answered = until } of journal.hops({ to: machine, path: /^\/rows\// })) {
    if (arrived === undefined) continue;
    const [from, to] = [Math.max(arrived, reached), Math.min(answered, until)];
    if (to > from) busy += to - from;
    reached = Math.max(reached, to);
  }
  return round(busy / (until - since), 2);
}

/** The highest share of a core that a machine reported in a span, or last before it. */
export function peakCpu(journal: JournalView, machine: string, since: number, until: number) {
  const all = journal
    .all('gauge')
    .filter(({ t, name, machine: of }) => of === machine && name === 'cpu' && t < until);
  const before = all.findLast(({ t }) => t < since)?.value ?? 0;
  return Math.max(before, ...all.filter(({ t }) => t >= since).map(({ value }) => value));
}

export function round(value: number, digits = 0): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

export function percent(share: number): string {
  return `${round(share * 100)}%`;
}
