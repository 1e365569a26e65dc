/** One experiment on the reader's own machine: its variants run, and the numbers they give. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Engine } from '../engine/contract.ts';
import { runExperiment } from '../lab/experiment.ts';
import type { ExperimentResult } from '../lab/experiment.ts';
import type { Experiment, Lab } from '../lab/manifest.ts';
import type { Recorded } from '../lab/side-by-side.ts';
import type { Announcer } from './announcer.ts';
import type { LabBundle } from './bundle.ts';
import { words } from './run.ts';

/** What a run here found. Its journals are not kept: they are large, and nothing shows them. */
export type Found = Omit<ExperimentResult, 'journals'>;

export type ExperimentPhase =
  | { readonly kind: 'ready' }
  /** `share` of all that is to be run, 0 to 1; the variants run in order. */
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'measured'; readonly result: Found }
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
  /** Asked for by an address, and not in this lab. */
  readonly unknown: ReadonlySignal<string | undefined>;
  /** What the course measured in the open experiment. */
  recorded(): Recorded | undefined;
  /** False when this lab has no such experiment. */
  choose(id: string | undefined): boolean;
  run(): Promise<void>;
  cancel(): void;
}

export function createExperiments(parts: ExperimentParts): ExperimentsSlice {
  const { engine, lab, bundle, announcer } = parts;
  const open = signal<Experiment | undefined>(undefined);
  const phase = signal<ExperimentPhase>({ kind: 'ready' });
  const unknown = signal<string | undefined>(undefined);
  let running: AbortController | undefined;

  async function run(): Promise<void> {
    const experiment = open.value;
    if (!experiment || running) return;
    const mine = new AbortController();
    running = mine;
    const show = (next: ExperimentPhase) => {
      // Another experiment may have been opened meanwhile.
      if (open.value === experiment) phase.value = next;
    };
    show({ kind: 'running', share: 0 });
    const begun = `Running the experiment ${experiment.title}`;
    announcer.say(begun);
    const release = await parts.hold();
    try {
      const { journals: _, ...result } = await runExperiment(
        engine,
        lab,
        bundle.files,
        experiment,
        {
          signal: mine.signal,
          onProgress: (share) => {
            if (!mine.signal.aborted) show({ kind: 'running', share });
          },
        },
      );
      show({ kind: 'measured', result });
      announcer.say(spoken(result), begun);
    } catch (error) {
      const cancelled = mine.signal.aborted;
      show(cancelled ? { kind: 'ready' } : { kind: 'failed', reason: words(error) });
      announcer.say(cancelled ? 'Cancelled' : `The experiment did not run: ${words(error)}`, begun);
    } finally {
      running = undefined;
      await release();
    }
  }

  return {
    open,
    phase,
    unknown,
    recorded: () => recordedOf(open.value && bundle.measured[open.value.id]),
    choose(id) {
      running?.abort();
      phase.value = { kind: 'ready' };
      open.value = lab.experiments.find((experiment) => experiment.id === id);
      unknown.value = open.value ? undefined : id;
      return open.value !== undefined;
    },
    run,
    cancel() {
      running?.abort();
    },
  };
}

function spoken({ passed, reading }: Found): string {
  const unit = reading.unit === undefined ? '' : ` ${reading.unit}`;
  return `${passed ? 'It holds' : 'It does not hold'}. ${reading.label}: ${reading.value}${unit}`;
}

/** The build has checked what it put there. */
function recordedOf(measured: unknown): Recorded | undefined {
  if (typeof measured !== 'object' || measured === null || !('reading' in measured)) return;
  return measured as Recorded;
}
