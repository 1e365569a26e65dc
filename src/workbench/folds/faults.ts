/**
 * What is wrong and since when, folded from the journal: faults that were put on links and
 * machines, and machines that do not run. Each becomes a chip in the diagram and a bar on the
 * timeline, and carries the action that ends it.
 */
import type { Action, LinkFault, MachineFault } from '../../engine/contract.ts';
import type { JournalEvent, MachineState } from '../../engine/journal.ts';
import { faultLabel, faultPlace } from './fault-words.ts';

interface End {
  readonly from: string;
  readonly to: string;
}

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
  readonly link?: End;
  /** Machines that it slows. */
  readonly slows?: readonly string[];
  /** Links that it makes worse, beside `link`: those of a zone. */
  readonly links?: readonly End[];
  /** Nothing passes over its links. */
  readonly cuts?: boolean;
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
    case 'machine-fault':
    case 'zone-fault':
      return begin(
        end(spans, (span) => span.id === action.id, t),
        spanOfFault(action, t),
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

/** Whether a fault is on this link, alone or with others of its zone; a link is one cable, both ways. */
export function isOnLink(fault: FaultSpan, link: End): boolean {
  return [fault.link, ...(fault.links ?? [])].some((end) => end && isSameLink(end, link));
}

/** A link is one cable: it has the faults of either direction. */
export function isSameLink(a: End, b: End): boolean {
  return (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from);
}

/** A fault as it begins at `from`. */
export function spanOfFault(
  action: Extract<Action, { kind: 'link-fault' | 'machine-fault' | 'zone-fault' }>,
  from: number,
): FaultSpan {
  const label = faultLabel(action);
  const base = {
    id: action.id,
    label,
    title: `${faultPlace(action)} ${label}`,
    from,
    heal: { kind: 'heal', id: action.id },
    again: action,
  } as const;
  if (action.kind === 'link-fault') {
    const { from: one, to, fault } = action;
    return { ...base, lane: 'links', ...linkPart(fault), link: { from: one, to } };
  }
  if (action.kind === 'machine-fault') {
    const { machine, fault } = action;
    const form = fault.diskFull ? 'cross' : 'slow';
    return { ...base, lane: 'machines', form, machine, ...machinePart(fault, [machine]) };
  }
  const { fault, machines, links } = action;
  const broken = fault.outage === 'unplug' || fault.outage === 'kill';
  const onLinks = fault.link && { ...linkPart(fault.link), links };
  return {
    ...base,
    lane: fault.outage || fault.machine ? 'machines' : 'links',
    form: 'slow',
    ...onLinks,
    ...(fault.machine ? machinePart(fault.machine, machines) : {}),
    ...(broken ? { form: 'cross' as const } : {}),
  };
}

/** What makes a link lossy is a cross, what makes it slow a clock. */
function linkPart(fault: LinkFault): Pick<FaultSpan, 'form' | 'cuts'> {
  const { partition, loss = 0, lostReply = 0, duplicate = 0 } = fault;
  const breaks = partition || loss + lostReply + duplicate > 0;
  return { form: breaks ? 'cross' : 'slow', ...(partition ? { cuts: true } : {}) };
}

/** A wrong clock slows nobody. */
function machinePart(fault: MachineFault, slows: readonly string[]): Pick<FaultSpan, 'slows'> {
  return fault.cpu !== undefined || fault.disk !== undefined ? { slows } : {};
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
    case 'unplugged': {
      const label = reason === 'no power' ? 'no power' : 'unplugged';
      return {
        ...base,
        form: 'cross',
        label,
        title: `${machine} ${label}`,
        again: { kind: label === 'no power' ? 'power-loss' : 'unplug', machine },
        heal: { kind: 'start', machine },
      };
    }
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
