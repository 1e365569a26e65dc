/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { comingAndGoing } from './coming-and-going.ts';
import { keeping } from './keeping.ts';
import { knowing } from './knowing.ts';

export const experiments: readonly Experiment[] = [...knowing, ...keeping, ...comingAndGoing];
