/** What differs from lab to lab: its manifest and its files. Small enough to be on every lesson. */
import type { Lab } from '../lab/manifest.ts';
import type { LabBundle } from './bundle.ts';

/** Manifests hold functions, so they come as modules; each is loaded for its own lab only. */
const manifests = import.meta.glob<Lab>('/labs/*/lab.ts', { import: 'default' });

/** Stages that have a lab, by their names' order. */
export const stagesWithLabs: readonly string[] = Object.keys(manifests)
  .map((path) => path.split('/')[2]!)
  .sort();

export interface LoadedLab {
  readonly lab: Lab;
  readonly bundle: LabBundle;
}

/**
 * Loads a lab.
 * @param base Where the site stands: `/`.
 * @throws Error in words when it cannot be had.
 */
export async function fetchLab(stage: string, base: string): Promise<LoadedLab> {
  const manifest = manifests[`/labs/${stage}/lab.ts`];
  if (!manifest) throw new Error(`There is no lab for "${stage}".`);
  const [lab, bundle] = await Promise.all([manifest(), fetchBundle(stage, base)]);
  return { lab, bundle };
}

async function fetchBundle(stage: string, base: string): Promise<LabBundle> {
  const answer = await fetch(`${base.replace(/\/$/, '')}/labs/${stage}.json`);
  if (!answer.ok) throw new Error(`The server said ${answer.status} to the files of this lab.`);
  return (await answer.json()) as LabBundle;
}
