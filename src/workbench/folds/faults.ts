/**
 * What is wrong and since when, folded from the journal: faults that were put on links and
 * machines, and machines that do not run. Each becomes a chip in the diagram and a bar on the
 * timeline, and carries the action that ends it.
 */
import type { Action, LinkFault, MachineFault } from '../../engine/contract.ts';
import type { JournalEvent, MachineState } from '../../engine/journal.ts';

export interface FaultSpan {
  readonly id: string;
  readonly lane: 'links' | 'machines';
  /** `slow` is drawn with a clock, `cross` with a cross: slow or careful against broken. */
  readonly form: 'slow' | 'cross';
  /** Short, without the place: `+60 ms`, `killed`. */
  readonly label: string;
  /** With the place: `lb to web-3 +60 ms`. */
  readonly title: string;
  readonly machine?: string;
  readonly link?: { readonly from: string; readonly to: string };
  /** ms since the session began. */
  readonly from: number;
  /** Absent while it lasts. */
  readonly until?: number;
  /** Ends it. */
  readonly heal: Action;
  /** Makes it happen again; absent for what no action brings about, such as a crash. */
  readonly again?: Action;
}

/** Ended spans that are kept for the timeline. */
const KEPT = 60;

/** The same value when the event neither begins nor ends a fault. */
export function foldFaults(spans: readonly FaultSpan[], event: JournalEvent): readonly FaultSpan[] {
  if (event.kind === 'machine') {
    const id = `state:${event.machine}`;
    const ended = end(spans, (span) => span.id === id, event.t);
    const span = spanOfState(id, event.machine, event.state, event.reason, event.t);
    return span ? begin(ended, span) : ended;
  }
  if (event.kind !== 'action') return spans;
  const { action, t } = event;
  switch (action.kind) {
    case 'link-fault':
      return begin(
        end(spans, (span) => span.id === action.id, t),
        {
          id: action.id,
          lane: 'links',
          form: action.fault.partition || (action.fault.loss ?? 0) > 0 ? 'cross' : 'slow',
          label: linkFaultLabel(action.fault),
          title: `${action.from} to ${action.to} ${linkFaultLabel(action.fault)}`,
          link: { from: action.from, to: action.to },
          from: t,
          heal: { kind: 'heal', id: action.id },
          again: action,
        },
      );
    case 'machine-fault':
      return begin(
        end(spans, (span) => span.id === action.id, t),
        {
          id: action.id,
          lane: 'machines',
          form: 'slow',
          label: machineFaultLabel(action.fault),
          title: `${action.machine} ${machineFaultLabel(action.fault)}`,
          machine: action.machine,
          from: t,
          heal: { kind: 'heal', id: action.id },
          again: action,
        },
      );
    case 'heal':
      return end(spans, (span) => span.id === action.id, t);
    case 'heal-all':
      // What does not run ends when it runs again, which the journal says by itself.
      return end(spans, (span) => !span.id.startsWith('state:'), t);
    default:
      return spans;
  }
}

/** Those that last. */
export function activeFaults(spans: readonly FaultSpan[]): readonly FaultSpan[] {
  return spans.filter((span) => span.until === undefined);
}

export function linkFaultLabel(fault: LinkFault): string {
  if (fault.partition) return 'cut';
  const parts: string[] = [];
  if (fault.latencyMs) parts.push(`+${String(fault.latencyMs)} ms`);
  if (fault.jitterMs) parts.push(`0 to ${String(fault.jitterMs)} ms jitter`);
  if (fault.loss) parts.push(`${String(Math.round(fault.loss * 100))}% lost`);
  return parts.join(', ') || 'no change';
}

export function machineFaultLabel(fault: MachineFault): string {
  const parts: string[] = [];
  if (fault.cpu !== undefined) parts.push(`CPU ${times(fault.cpu)}`);
  if (fault.disk !== undefined) parts.push(`disk ${times(fault.disk)}`);
  return parts.join(', ') || 'no change';
}

function times(factor: number): string {
  return factor < 1 ? `${String(Math.round(10 / factor) / 10)} times slower` : `×${String(factor)}`;
}

function begin(spans: readonly FaultSpan[], span: FaultSpan): readonly FaultSpan[] {
  const surplus = spans.length - KEPT;
  const kept =
    surplus > 0 ? spans.filter((old, i) => i >= surplus || old.until === undefined) : spans;
  return [...kept, span];
}

function end(
  spans: readonly FaultSpan[],
  which: (span: FaultSpan) => boolean,
  t: number,
): readonly FaultSpan[] {
  if (!spans.some((span) => span.until === undefined && which(span))) return spans;
  return (
    spans
      .map((span) => (span.until === undefined && which(span) ? { ...span, until: t } : span))
      // A restart passes through `down` in no time: that is no fault.
      .filter((span) => span.until === undefined || span.until > span.from)
  );
}

function spanOfState(
  id: string,
  machine: string,
  state: MachineState,
  reason: string | undefined,
  from: number,
): FaultSpan | undefined {
  const base = { id, lane: 'machines', machine, from } as const;
  switch (state) {
    case 'down': {
      const killed = /SIGKILL|killed/.test(reason ?? '');
      const label = killed ? 'killed' : 'down';
      return {
        ...base,
        ...(killed && { again: { kind: 'kill', machine } }),
        form: 'cross',
        label,
        title: `${machine} ${label}`,
        heal: { kind: 'start', machine },
      };
    }
    case 'unplugged':
      return {
        ...base,
        form: 'cross',
        label: 'unplugged',
        title: `${machine} unplugged`,
        again: { kind: 'unplug', machine },
        heal: { kind: 'start', machine },
      };
    case 'paused':
      return {
        ...base,
        form: 'slow',
        label: 'paused',
        title: `${machine} paused`,
        again: { kind: 'pause', machine },
        heal: { kind: 'resume', machine },
      };
    case 'stuck':
      return {
        ...base,
        form: 'slow',
        label: 'stuck',
        title: `${machine} stuck`,
        heal: { kind: 'restart', machine },
      };
    default:
      return undefined;
  }
}
