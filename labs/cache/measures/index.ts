/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { crowds } from './crowds.ts';
import { freshness } from './freshness.ts';
import { hits } from './hits.ts';

export const experiments: readonly Experiment[] = [...hits, ...freshness, ...crowds];
