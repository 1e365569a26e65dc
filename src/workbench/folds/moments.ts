/** Moments of the run worth a mark on the timeline: what the reader pressed, and crashes. */
import type { JournalEvent } from '../../engine/journal.ts';

export interface Moment {
  /** ms since the session began. */
  readonly t: number;
  readonly kind: 'mark' | 'crash';
  /** The mark's name, or the machine that crashed. */
  readonly name: string;
  /** Where it crashed. */
  readonly path?: string;
  readonly line?: number;
}

const KEPT = 40;
/** ms: a process that crashes at every start is one moment, not hundreds. */
const APART = 1000;

/** The same value when the event is no such moment. */
export function foldMoments(moments: readonly Moment[], event: JournalEvent): readonly Moment[] {
  const moment = momentOf(event);
  if (!moment) return moments;
  const before = moments.findLast(({ kind, name }) => kind === moment.kind && name === moment.name);
  if (before && moment.t - before.t < APART) return moments;
  return [...moments, moment].slice(-KEPT);
}

function momentOf(event: JournalEvent): Moment | undefined {
  if (event.kind === 'crash') {
    const { t, machine, path, line } = event;
    return { t, kind: 'crash', name: machine, path, line };
  }
  if (event.kind !== 'action' || event.action.kind !== 'mark') return undefined;
  return { t: event.t, kind: 'mark', name: event.action.name };
}
