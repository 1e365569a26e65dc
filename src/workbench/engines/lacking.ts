/** What an engine cannot do is not offered. */
import type { Action, Capabilities } from '../../engine/contract.ts';
import type { Target } from '../choices.ts';

/** Whether an engine can do all that an action asks for. */
export function canDo({ lacks = [] }: Capabilities, action: Action): boolean {
  const wanted: string[] = [action.kind];
  if (action.kind === 'machine-fault' || action.kind === 'link-fault')
    wanted.push(...Object.keys(action.fault));
  if (action.kind === 'zone-fault')
    wanted.push(...Object.keys({ ...action.fault.machine, ...action.fault.link }));
  return !wanted.some((name) => lacks.some((lacking) => lacking === name));
}

/** Targets with what is left to be done to them. */
export function possible(can: Capabilities, targets: readonly Target[]): readonly Target[] {
  if (!can.lacks?.length) return targets;
  return targets
    .map((target) => ({
      ...target,
      choices: target.choices.filter(({ make, amount }) => canDo(can, make(amount?.start ?? 0))),
    }))
    .filter(({ choices }) => choices.length > 0);
}
