/** What the lesson claims, measured. The services' overlays are in `../experiments/`. */
import type { Experiment } from '../../../src/lab/manifest.ts';
import { many } from './many.ts';
import { money } from './money.ts';
import { shapes } from './shapes.ts';
import { tiers } from './tiers.ts';

export const experiments: readonly Experiment[] = [...tiers, ...money, ...shapes, ...many];
