/** What the live run is given, and what it offers. */
import type { ReadonlySignal } from '@preact/signals';
import type {
  Action,
  Engine,
  Files,
  HandRequest,
  Session,
  Speed,
  Step,
  TimedAction,
  WriteResult,
} from '../engine/contract.ts';
import type { CrashEvent } from '../engine/journal.ts';
import type { BreakIt, Lab } from '../lab/manifest.ts';
import type { Metrics } from '../lab/metrics.ts';
import type { Announcer } from './announcer.ts';
import type { FaultSpan } from './folds/faults.ts';
import type { Logs } from './folds/logs.ts';
import type { Machines } from './folds/machines.ts';
import type { Moment } from './folds/moments.ts';
import type { Traces } from './folds/traces.ts';
import type { PastSlice } from './past.ts';
import type { PlanSlice } from './plan.ts';

export type RunState =
  /** `lent` says to what, when they start again by themselves after it. */
  | { readonly kind: 'off'; readonly lent?: string }
  | { readonly kind: 'starting'; readonly step: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface RunParts {
  readonly engine: Engine;
  readonly lab: Lab;
  /** The files as they are to run now, edits included. */
  readonly files: () => Files;
  readonly announcer: Announcer;
  /** Runs its argument once, at the next frame or so. */
  readonly frame: (run: () => void) => void;
  readonly onCrash: (crash: CrashEvent) => void;
  /** Once per boot: a client has its first good answer. */
  readonly onFirstAnswer: () => void;
  /** Before every boot: what earlier runs said no longer holds. */
  readonly onBoot: () => void;
  /** The machines run. */
  readonly onRunning: () => void;
  /** They did not start, or died: true when the engine is another one now, to go on with. */
  readonly onFailure: (reason: string) => boolean;
}

/** A run as it is to be played again. */
export interface Replay {
  readonly rate: number;
  readonly seed: number;
  readonly timeline: readonly TimedAction[];
}

export interface Run {
  readonly state: ReadonlySignal<RunState>;
  /** Time stands, in what is shown: the live run, or what is recorded of one. */
  readonly paused: ReadonlySignal<boolean>;
  readonly speed: ReadonlySignal<Speed>;
  /** ms since the session began. This and what follows is as of the moment that is shown. */
  readonly now: ReadonlySignal<number>;
  readonly machines: ReadonlySignal<Machines>;
  /** Ended ones too, for the timeline. */
  readonly faults: ReadonlySignal<readonly FaultSpan[]>;
  readonly active: ReadonlySignal<readonly FaultSpan[]>;
  readonly moments: ReadonlySignal<readonly Moment[]>;
  /** requests/s, or users where the load is a closed loop. */
  readonly rate: ReadonlySignal<number>;
  readonly seed: ReadonlySignal<number>;
  /** Counts boots: a new one means that everything folded before is void. */
  readonly boots: ReadonlySignal<number>;
  /** Grows when `logs` or `traces` have more to tell. */
  readonly version: ReadonlySignal<number>;
  /** What was done to this run and what is still to come, in order of time: it can be played again. */
  readonly done: () => readonly TimedAction[];
  /** What could not be done, in words; until the next thing works. */
  readonly problem: ReadonlySignal<string | undefined>;
  readonly logs: () => Logs;
  readonly traces: () => Traces;
  /** What diagram and charts show; a new one with every boot. */
  readonly metrics: () => Metrics;
  readonly past: PastSlice;
  readonly plan: PlanSlice;
  /** Opens a shell beside the lab's processes, where the engine that runs has one. */
  readonly openTerminal: ReadonlySignal<Session['openTerminal']>;
  /** Whether anybody can see the lab: while nobody can, signals keep still. */
  watch(seen: boolean): void;

  start(): Promise<void>;
  /** Ends the run and begins a new one from zero. */
  reset(): Promise<void>;
  /** Begins anew with this load and seed, and does all of this at its time. */
  replay(start: Replay): Promise<void>;
  stop(): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(by: Step): Promise<void>;
  setSpeed(speed: Speed): Promise<void>;
  setRate(rate: number): Promise<void>;
  /** Begins anew when it runs: another seed is another run. */
  setSeed(seed: number): Promise<void>;
  apply(action: Action): Promise<void>;
  breakIt(which: BreakIt): Promise<void>;
  /** Sends one request; resolves with the id that its `send` carries as its load. */
  request(request: HandRequest): Promise<string>;
  /**
   * Stops the clock while something else needs the machine; resolves with how to let it go on. Where
   * time is real, the run ends, and begins anew afterwards.
   */
  hold(): Promise<() => Promise<void>>;
  /** Undefined when nothing runs. */
  write(path: string, text: string): Promise<WriteResult | undefined>;
}
