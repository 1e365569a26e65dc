/** What a link holds, in words. */
import type { TimedAction } from '../../engine/contract.ts';
import type { Lab } from '../../lab/manifest.ts';
import { actionWords } from '../action-words.ts';

/** One line for each; what ends a fault says which, and a button's press what the button said. */
export function timelineWords(lab: Lab, timeline: readonly TimedAction[]): readonly string[] {
  const named = new Map<string, string>();
  return timeline.map(({ action }) => {
    const words = actionWords(action);
    if ('fault' in action) named.set(action.id, words);
    if (action.kind === 'heal') return `${named.get(action.id) ?? action.id} ends`;
    if (action.kind !== 'mark') return words;
    const button = lab.breakIts.find(({ id }) => id === action.name);
    return `“${button?.title ?? action.name}” is pressed`;
  });
}

export function loadWords(lab: Lab, rate: number): string {
  const { profile } = lab.load;
  const closed = profile.users !== undefined && profile.rate === undefined;
  return `${String(rate)} ${closed ? 'users' : 'requests/s'}`;
}

export function count(n: number, one: string, more = `${one}s`): string {
  return `${String(n)} ${n === 1 ? one : more}`;
}
