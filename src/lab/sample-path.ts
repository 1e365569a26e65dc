/** A path to try a lab with. */
import type { Lab } from './manifest.ts';

/** One that the lab's clients ask for as it stands, without a template's field. */
export function samplePathOf({ load: { profile } }: Pick<Lab, 'load'>): string {
  return profile.flows[0]?.steps.find((step) => !step.path.includes('{'))?.path ?? '/';
}
