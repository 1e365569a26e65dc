/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { failing } from './failing.ts';
import { waiting } from './waiting.ts';

export const experiments: readonly Experiment[] = [...waiting, ...failing];
