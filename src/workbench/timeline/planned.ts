/** What is planned as bars: a fault from its begin to its planned end, moved as one. */
import type { Action } from '../../engine/contract.ts';
import { actionWords } from '../action-words.ts';
import { spanOfFault } from '../folds/faults.ts';
import type { FaultSpan } from '../folds/faults.ts';
import type { Planned } from '../plan.ts';

export interface PlanSpan extends Omit<FaultSpan, 'heal' | 'again'> {
  /** Whom the bar moves: the begin, and the end where one is planned. */
  readonly items: readonly Planned[];
}

type Draft = { -readonly [K in keyof PlanSpan]: PlanSpan[K] };

/** In order of their begins. */
export function planSpans(items: readonly Planned[]): readonly PlanSpan[] {
  const spans: Draft[] = [];
  const open = new Map<string, Draft>();
  for (const item of [...items].sort((a, b) => a.at - b.at)) {
    const ended = endOf(item.action);
    const lasting = ended === undefined ? undefined : open.get(ended);
    if (ended !== undefined && lasting) {
      lasting.until = item.at;
      lasting.items = [...lasting.items, item];
      open.delete(ended);
      continue;
    }
    const span = spanOf(item);
    spans.push(span);
    const begun = beginOf(item.action);
    if (begun === undefined) {
      // It is done in a moment, or ends what is wrong already.
      span.until = item.at;
      continue;
    }
    const before = open.get(begun);
    if (before) before.until = item.at;
    open.set(begun, span);
  }
  return spans;
}

/** Who is wrong from this action on. */
function beginOf(action: Action): string | undefined {
  switch (action.kind) {
    case 'link-fault':
    case 'machine-fault':
    case 'zone-fault':
      return `fault:${action.id}`;
    case 'kill':
    case 'stop':
    case 'pause':
    case 'unplug':
    case 'power-loss':
      return `machine:${action.machine}`;
    default:
      return undefined;
  }
}

/** Who is well again after it. */
function endOf(action: Action): string | undefined {
  if (action.kind === 'heal') return `fault:${action.id}`;
  return action.kind === 'start' || action.kind === 'resume' || action.kind === 'restart'
    ? `machine:${action.machine}`
    : undefined;
}

function spanOf(item: Planned): Draft {
  const { id, at, action } = item;
  const base = { id: `plan:${String(id)}`, from: at, items: [item], title: actionWords(action) };
  if ('fault' in action) {
    const { lane, form, label } = spanOfFault(action, at);
    return { ...base, lane, form, label };
  }
  const hard = HARD.some((kind) => kind === action.kind);
  return { ...base, lane: 'machines', form: hard ? 'cross' : 'slow', label: action.kind };
}

const HARD = ['kill', 'stop', 'unplug', 'power-loss'] as const;
