/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { data } from './data.ts';
import { distance } from './distance.ts';
import { losing } from './losing.ts';

export const experiments: readonly Experiment[] = [...distance, ...losing, ...data];
