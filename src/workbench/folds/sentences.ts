/** From the journal to what a listener should hear of it; most of it says nothing. */
import type { JournalEvent } from '../../engine/journal.ts';
import { faultLabel, faultPlace } from './fault-words.ts';

/** One run's: it must be told every event, in order. Undefined where there is nothing to say. */
export function createSpeaker(): (event: JournalEvent) => string | undefined {
  /** Restarted by a save, which said so. */
  const restarting = new Set<string>();
  return (event) => {
    if (event.kind === 'crash') return `${event.machine} crashed: ${event.message}`;
    if (event.kind === 'action') return actionSentence(event.action);
    if (event.kind !== 'machine' || event.state === 'starting') return undefined;
    const { machine, state } = event;
    if (state === 'down' && event.reason?.startsWith('restarting') === true) {
      restarting.add(machine);
      return undefined;
    }
    // Of a start one sentence is said for all.
    const expected = state === 'up' && (event.t === 0 || restarting.has(machine));
    restarting.delete(machine);
    return expected ? undefined : `${machine} is ${state}`;
  };
}

function actionSentence(
  action: Extract<JournalEvent, { kind: 'action' }>['action'],
): string | undefined {
  switch (action.kind) {
    case 'link-fault':
    case 'machine-fault':
    case 'zone-fault':
      return `${faultPlace(action)}: ${faultLabel(action)}`;
    case 'heal':
      return 'Fault ended';
    case 'heal-all':
      return 'All faults ended';
    default:
      return undefined;
  }
}
