/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { growth } from './growth.ts';
import { outages } from './outages.ts';
import { whole } from './whole.ts';

export const experiments: readonly Experiment[] = [...outages, ...whole, ...growth];
