/** One experiment on the reader's own machine: its variants run, and the reading they give. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Engine } from '../engine/contract.ts';
import { runExperiment } from '../lab/experiment.ts';
import type { ExperimentResult } from '../lab/experiment.ts';
import type { Experiment, Lab, Reading } from '../lab/manifest.ts';
import type { Announcer } from './announcer.ts';
import type { LabBundle } from './bundle.ts';
import { words } from './run.ts';

export type ExperimentPhase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'measured'; readonly result: ExperimentResult }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ExperimentParts {
  readonly engine: Engine;
  readonly lab: Lab;
  readonly bundle: LabBundle;
  readonly announcer: Announcer;
  readonly hold: () => Promise<() => Promise<void>>;
}

export interface ExperimentsSlice {
  readonly open: ReadonlySignal<Experiment | undefined>;
  readonly phase: ReadonlySignal<ExperimentPhase>;
  /** The reading that the course recorded for the open experiment. */
  recorded(): Reading | undefined;
  /** False when this lab has no such experiment. */
  choose(id: string | undefined): boolean;
  run(): Promise<void>;
  cancel(): void;
}

export function createExperiments(parts: ExperimentParts): ExperimentsSlice {
  const { engine, lab, bundle, announcer } = parts;
  const open = signal<Experiment | undefined>(undefined);
  const phase = signal<ExperimentPhase>({ kind: 'ready' });
  let running: AbortController | undefined;

  async function run(): Promise<void> {
    const experiment = open.value;
    if (!experiment || running) return;
    const mine = new AbortController();
    running = mine;
    phase.value = { kind: 'running', share: 0 };
    const release = await parts.hold();
    try {
      const result = await runExperiment(engine, lab, bundle.files, experiment, {
        signal: mine.signal,
        onProgress: (share) => {
          if (!mine.signal.aborted) phase.value = { kind: 'running', share };
        },
      });
      phase.value = { kind: 'measured', result };
      announcer.say(
        `${result.reading.label}: ${result.reading.value} ${result.reading.unit ?? ''}`,
      );
    } catch (error) {
      phase.value = mine.signal.aborted
        ? { kind: 'ready' }
        : { kind: 'failed', reason: words(error) };
    } finally {
      running = undefined;
      await release();
    }
  }

  return {
    open,
    phase,
    recorded: () => readingOf(open.value && bundle.measured[open.value.id]),
    choose(id) {
      running?.abort();
      phase.value = { kind: 'ready' };
      open.value = lab.experiments.find((experiment) => experiment.id === id);
      return open.value !== undefined;
    },
    run,
    cancel() {
      running?.abort();
    },
  };
}

function readingOf(measured: unknown): Reading | undefined {
  if (typeof measured !== 'object' || measured === null || !('reading' in measured))
    return undefined;
  return measured.reading as Reading;
}
