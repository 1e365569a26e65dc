/** Actions in words: `kill web-2`, `lb to web-3 +60 ms`. */
import type { Action } from '../engine/contract.ts';
import { linkFaultLabel, machineFaultLabel } from './folds/faults.ts';

export function actionWords(action: Action): string {
  switch (action.kind) {
    case 'link-fault':
      return `${action.from} to ${action.to} ${linkFaultLabel(action.fault)}`;
    case 'machine-fault':
      return `${action.machine} ${machineFaultLabel(action.fault)}`;
    case 'request': {
      const { method = 'GET', path, to } = action.request;
      return `${method} ${path} sent to ${to}`;
    }
    case 'load': {
      const { profile } = action;
      if (!profile) return 'load ends';
      return profile.rate === undefined
        ? `load of ${String(profile.users ?? 0)} users`
        : `load of ${String(profile.rate)} requests/s`;
    }
    case 'heal-all':
      return 'end all faults';
    case 'heal':
      return `end of ${action.id}`;
    case 'mark':
      return action.name;
    case 'write':
      return `save ${action.path}`;
    default:
      return `${action.kind} ${action.machine}`;
  }
}
