/** What an action does, in words. */
import type { Action, TimedAction } from '../engine/contract.ts';
import { linkFaultLabel, machineFaultLabel } from './folds/faults.ts';

/** `kill web-2`, `lb to web-3 +60 ms`. */
export function actionWords(action: Action): string {
  if (action.kind === 'link-fault') {
    return `${action.from} to ${action.to} ${linkFaultLabel(action.fault)}`;
  }
  if (action.kind === 'machine-fault')
    return `${action.machine} ${machineFaultLabel(action.fault)}`;
  if (action.kind === 'request') {
    const { method = 'GET', path, to } = action.request;
    return `${method} ${path} sent to ${to}`;
  }
  return 'machine' in action ? `${action.kind} ${action.machine}` : action.kind;
}

/** A timeline in words; what ends a fault says which. */
export function timelineWords(timeline: readonly TimedAction[]): readonly string[] {
  const named = new Map<string, string>();
  return timeline.map(({ action }) => {
    const words = actionWords(action);
    switch (action.kind) {
      case 'link-fault':
      case 'machine-fault':
        named.set(action.id, words);
        return words;
      case 'heal':
        return `${named.get(action.id) ?? action.id} ends`;
      case 'heal-all':
        return 'all faults end';
      case 'load': {
        const { profile } = action;
        if (!profile) return `load ${action.id} ends`;
        const amount =
          profile.rate === undefined ? `${profile.users ?? 0} users` : `${profile.rate} req/s`;
        return `load ${amount}`;
      }
      default:
        return words;
    }
  });
}
