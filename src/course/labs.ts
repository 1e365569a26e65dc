/** The labs' manifests, for pages: `labs/<stage>/lab.ts` by stage. */
import type { Lab } from '../lab/manifest.ts';

const manifests = import.meta.glob<Lab>('/labs/*/lab.ts', { eager: true, import: 'default' });

/** @returns nothing where the stage has no lab yet. */
export const labOf = (stage: string): Lab | undefined => manifests[`/labs/${stage}/lab.ts`];
