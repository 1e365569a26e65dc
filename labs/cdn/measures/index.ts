/** What the lesson claims, measured. */
import type { Experiment } from '../../../src/lab/manifest.ts';

export const experiments: readonly Experiment[] = [];
