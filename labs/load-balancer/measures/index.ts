/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { choosing } from './choosing.ts';
import { knowing } from './knowing.ts';
import { sizing } from './sizing.ts';

export const experiments: readonly Experiment[] = [...choosing, ...knowing, ...sizing];
