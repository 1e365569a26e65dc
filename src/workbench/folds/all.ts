/** All that the panels show beside charts and gauges, folded together, with checkpoints to go on from. */
import type { JournalEvent } from '../../engine/journal.ts';
import { foldFaults } from './faults.ts';
import type { FaultSpan } from './faults.ts';
import { Logs } from './logs.ts';
import type { LogsState } from './logs.ts';
import { foldMachines } from './machines.ts';
import type { Machines } from './machines.ts';
import { foldMoments } from './moments.ts';
import type { Moment } from './moments.ts';
import { Traces } from './traces.ts';
import type { TracesState } from './traces.ts';

/** Where the folds stood. */
export interface FoldsState {
  readonly machines: Machines;
  readonly faults: readonly FaultSpan[];
  readonly moments: readonly Moment[];
  readonly logs: LogsState;
  readonly traces: TracesState;
}

/** Lines of each process that a checkpoint keeps: as many as the log shows. */
const LINES = 250;

export class Folds {
  machines: Machines;
  faults: readonly FaultSpan[];
  moments: readonly Moment[];
  readonly logs: Logs;
  readonly traces: Traces;

  constructor(from?: FoldsState) {
    this.machines = from?.machines ?? {};
    this.faults = from?.faults ?? [];
    this.moments = from?.moments ?? [];
    this.logs = new Logs(from?.logs);
    this.traces = new Traces(from?.traces);
  }

  add(event: JournalEvent): void {
    this.machines = foldMachines(this.machines, event);
    this.faults = foldFaults(this.faults, event);
    this.moments = foldMoments(this.moments, event);
    this.logs.add(event);
    this.traces.add(event);
  }

  /** @param before the state saved last: what has not changed since is shared with it. */
  state(before?: FoldsState): FoldsState {
    const { machines, faults, moments, logs, traces } = this;
    return {
      machines,
      faults,
      moments,
      logs: logs.state(LINES, before?.logs),
      traces: traces.state(),
    };
  }
}
