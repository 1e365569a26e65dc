/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { address } from './address.ts';
import { limits } from './limits.ts';

export const experiments: readonly Experiment[] = [...address, ...limits];
