/** Checks a plan before anything starts: what is wrong, where, and how to mend it. */
import { BootError, type BootPlan } from '../contract.ts';
import { LIMITS } from './limits.ts';

/** @throws BootError */
export function checkPlan(plan: BootPlan): void {
  const clients = plan.clients ?? ['clients'];
  if (plan.machines.length > LIMITS.machines) {
    throw new BootError(
      `The plan has ${plan.machines.length} machines; at most ${LIMITS.machines} run at once. Take some out.`,
    );
  }
  for (const [path, text] of Object.entries(plan.files)) {
    if (text.length > LIMITS.file) {
      throw new BootError(
        `The file '${path}' has ${text.length} characters; a file may have ${LIMITS.file}. Split it.`,
      );
    }
  }
  const names = new Set<string>();
  for (const id of [...clients, ...plan.machines.map((machine) => machine.id)]) {
    if (names.has(id))
      throw new BootError(`Two machines are called '${id}'. Give each an id of its own.`);
    names.add(id);
  }
  for (const { id, entry } of plan.machines) {
    if (plan.files[entry] === undefined) {
      throw new BootError(
        `Machine '${id}' runs '${entry}', and the plan has no such file. Its files are: ${Object.keys(plan.files).join(', ')}.`,
      );
    }
  }
  for (const { from, to } of plan.links) {
    for (const end of [from, to]) {
      if (!names.has(end)) {
        throw new BootError(
          `A link joins '${from}' and '${to}', but there is no machine '${end}'. Known: ${[...names].join(', ')}.`,
        );
      }
    }
  }
}
