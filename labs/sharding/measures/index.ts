/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { growing } from './growing.ts';
import { keys } from './keys.ts';

export const experiments: readonly Experiment[] = [...keys, ...growing];
