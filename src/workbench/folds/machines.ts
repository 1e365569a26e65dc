/** What state each machine is in, since when and why, folded from the journal. */
import type { JournalEvent, MachineState } from '../../engine/journal.ts';

export interface MachineStatus {
  readonly state: MachineState;
  /** ms since the session began. */
  readonly since: number;
  readonly reason?: string;
  /** Counts its starts, from 1. */
  readonly incarnation: number;
}

export type Machines = Readonly<Record<string, MachineStatus>>;

/** The same value when the event says nothing about a machine's state. */
export function foldMachines(machines: Machines, event: JournalEvent): Machines {
  if (event.kind !== 'machine') return machines;
  const { machine, state, t: since, reason, incarnation } = event;
  return { ...machines, [machine]: { state, since, reason, incarnation } };
}

/** Word for a state, as the diagram, the table and the action row say it. */
export function stateWord(state: MachineState | undefined): string {
  return state ?? 'ready';
}
