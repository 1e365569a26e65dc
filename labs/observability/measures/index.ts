/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { changing } from './changing.ts';
import { reading } from './reading.ts';
import { ringing } from './ringing.ts';

export const experiments: readonly Experiment[] = [...reading, ...ringing, ...changing];
