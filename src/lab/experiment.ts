/** Runs an experiment: its variants side by side, then the numbers and whether they hold. */
import type { Engine, Files } from '../engine/contract.ts';
import type { LabFiles } from './files.ts';
import { findOverlay, overlay } from './files.ts';
import type { JournalView } from './journal-view.ts';
import type { Experiment, Lab, Reading, Variant } from './manifest.ts';
import { bootPlan, mergeTimelines, SEED } from './plan.ts';
import { run } from './run.ts';
import type { RunOptions } from './run.ts';

export interface ExperimentOptions extends RunOptions {
  readonly seed?: number;
}

/** What one run of an experiment found, as plain data. */
export interface Measured {
  readonly claims: readonly string[];
  readonly seed: number;
  readonly values: Readonly<Record<string, number>>;
  readonly passed: boolean;
  readonly condition: string;
  readonly reading: Reading;
  readonly variants: readonly { readonly id: string; readonly label: string }[];
}

export interface ExperimentResult extends Measured {
  readonly journals: Readonly<Record<string, JournalView>>;
}

/**
 * Runs every variant, one after the other.
 * @throws BootError, the signal's reason, or Error when a variant's overlay is missing.
 */
export async function runExperiment(
  engine: Engine,
  lab: Lab,
  files: LabFiles,
  experiment: Experiment,
  options: ExperimentOptions = {},
): Promise<ExperimentResult> {
  const { seed = SEED, signal, onProgress } = options;
  const { variants } = experiment;
  const journals: Record<string, JournalView> = {};
  for (const [index, variant] of variants.entries()) {
    const { plan, timeline } = variantPlan(lab, files, experiment, variant, seed);
    const { journal } = await run(engine, plan, timeline, experiment.scenario.until, {
      signal,
      onProgress: (share) => onProgress?.((index + share) / variants.length),
    });
    journals[variant.id] = journal;
  }
  const values = experiment.measure(journals);
  return {
    claims: experiment.claims,
    seed,
    values,
    passed: experiment.passes(values),
    condition: experiment.condition,
    reading: experiment.reading(values),
    variants: variants.map(({ id, label }) => ({ id, label })),
    journals,
  };
}

/** What an engine boots for one variant, and what then happens to it. */
export function variantPlan(
  lab: Lab,
  files: LabFiles,
  { id, adds, scenario }: Experiment,
  variant: Variant,
  seed: number = SEED,
) {
  return {
    plan: bootPlan(lab, variantFiles(files, id, variant), {
      seed,
      adds,
      changes: [scenario.machines, variant.machines],
    }),
    timeline: mergeTimelines(scenario.timeline, variant.timeline),
  };
}

function variantFiles(files: LabFiles, experiment: string, variant: Variant): Files {
  if (variant.overlay === undefined) return files.start;
  const over = findOverlay(files, variant.overlay);
  if (over === undefined) {
    throw new Error(
      `Experiment "${experiment}", variant "${variant.id}": there is no folder ${variant.overlay}.`,
    );
  }
  return overlay(files.start, over);
}
