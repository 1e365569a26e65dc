/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { dying } from './dying.ts';
import { lag } from './lag.ts';
import { scaling } from './scaling.ts';

export const experiments: readonly Experiment[] = [...scaling, ...lag, ...dying];
