/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { distance } from './distance.ts';
import { failing } from './failing.ts';
import { headers } from './headers.ts';

export const experiments: readonly Experiment[] = [...distance, ...headers, ...failing];
