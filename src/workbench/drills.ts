/**
 * Drills: what the reader predicted and planned, the run, and its verdict, which stays until the
 * next run. A drill runs unpaced on a session of its own; the live run stands meanwhile.
 */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Engine, Files, TimedAction } from '../engine/contract.ts';
import { runDrill } from '../lab/drill.ts';
import type { Verdict } from '../lab/drill.ts';
import type { LabFiles } from '../lab/files.ts';
import { attemptOf } from '../lab/files.ts';
import type { Attempt, Drill, Lab, NamedAttempt } from '../lab/manifest.ts';
import type { Announcer } from './announcer.ts';
import { words } from './run.ts';

export type DrillPhase =
  | { readonly kind: 'ready' }
  /** `share` of the run that is done, 0 to 1. */
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly predicted: string }
  /** It could not be run: says why. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface DrillState {
  readonly phase: DrillPhase;
  /** Id of the option that the reader committed to. */
  readonly predicted?: string;
  /** For drills of kind `break`. */
  readonly plan: readonly TimedAction[];
  /** How many hints are open. */
  readonly hints: number;
  /** Runs that came to a verdict. */
  readonly attempts: number;
  /** Name of the solution that was shown. */
  readonly shown?: string;
}

export interface DrillParts {
  readonly engine: Engine;
  readonly lab: Lab;
  readonly files: LabFiles;
  readonly announcer: Announcer;
  /** Saves what is typed and returns every file as it is to be graded. */
  readonly handIn: () => Promise<Files>;
  /** Lays a solution's files over the reader's. */
  readonly replace: (files: Files) => Promise<void>;
  /** Stops the live clock and returns how to let it go on. */
  readonly hold: () => Promise<() => Promise<void>>;
  /** Before a run: what the one before showed no longer holds. */
  readonly onRun: (drill: string) => void;
  /** After each verdict; `again` tells of a run that was opened and not handed in. May throw. */
  readonly onVerdict: (verdict: Verdict, attempt: Attempt, again: boolean) => void;
  /** What this browser remembers. */
  readonly passed: {
    readonly before: () => readonly string[];
    readonly record: (drill: string) => void;
  };
}

export interface DrillsSlice {
  /** Undefined shows the list. */
  readonly open: ReadonlySignal<Drill | undefined>;
  readonly states: ReadonlySignal<Readonly<Record<string, DrillState>>>;
  /** Ids of drills passed at any time. */
  readonly passed: ReadonlySignal<readonly string[]>;
  state(drill: string): DrillState;
  choose(drill: string | undefined): void;
  predict(drill: string, option: string): void;
  plan(drill: string, actions: readonly TimedAction[]): void;
  hint(drill: string): void;
  solve(drill: string, solution: NamedAttempt): Promise<void>;
  run(drill: string): Promise<void>;
  /** Saves what is typed; what the reader would hand in now. */
  attempt(drill: Drill): Promise<Attempt>;
  /** Plays an attempt as it was handed in, at a seed, to look at it. */
  openAgain(drill: string, attempt: Attempt, seed: number): Promise<void>;
  cancel(): void;
}

const FRESH: DrillState = { phase: { kind: 'ready' }, plan: [], hints: 0, attempts: 0 };

export function createDrills(parts: DrillParts): DrillsSlice {
  const { engine, lab, announcer } = parts;
  const open = signal<Drill | undefined>(lab.drills[0]);
  const states = signal<Readonly<Record<string, DrillState>>>({});
  const passed = signal(parts.passed.before());
  let running: AbortController | undefined;

  const state = (drill: string) => states.value[drill] ?? FRESH;
  const find = (id: string) => lab.drills.find((drill) => drill.id === id);
  function set(drill: string, change: Partial<DrillState>): void {
    states.value = { ...states.value, [drill]: { ...state(drill), ...change } };
  }

  function remember(id: string): void {
    passed.value = [...new Set([...passed.value, id])];
    try {
      parts.passed.record(id);
    } catch {
      announcer.say('This browser did not keep that you passed');
    }
  }

  async function attemptAt(drill: Drill): Promise<Attempt> {
    const { plan } = state(drill.id);
    return { files: await parts.handIn(), actions: drill.kind === 'break' ? plan : undefined };
  }

  /** Runs what the reader hands in now, or again what was. */
  async function run(id: string, again?: { attempt: Attempt; seed: number }): Promise<void> {
    const drill = find(id);
    const { predicted, attempts, phase } = state(id);
    if (!drill || running || predicted === undefined) return;
    const mine = new AbortController();
    running = mine;
    set(id, { phase: { kind: 'running', share: 0 } });
    const begun = again ? `Running seed ${String(again.seed)}` : `Running the drill ${drill.title}`;
    announcer.say(begun);
    parts.onRun(id);
    const release = await parts.hold();
    try {
      const attempt = again?.attempt ?? (await attemptAt(drill));
      const verdict = await runDrill(engine, lab, parts.files.start, drill, attempt, {
        seed: again?.seed,
        signal: mine.signal,
        onProgress: (share) => {
          if (!mine.signal.aborted) set(id, { phase: { kind: 'running', share } });
        },
      });
      told(verdict, attempt, again !== undefined);
      set(id, {
        phase: { kind: 'judged', verdict, predicted },
        attempts: attempts + (again ? 0 : 1),
      });
      announcer.say(spoken(verdict), begun);
      if (verdict.passed && !again) remember(id);
    } catch (error) {
      // A cancelled run leaves the verdict that was there before.
      const reason = words(error);
      set(id, { phase: mine.signal.aborted ? phase : { kind: 'failed', reason } });
      announcer.say(mine.signal.aborted ? 'Cancelled' : `The drill did not run: ${reason}`, begun);
    } finally {
      running = undefined;
      await release();
    }
  }

  function told(verdict: Verdict, attempt: Attempt, again: boolean): void {
    try {
      parts.onVerdict(verdict, attempt, again);
    } catch (error) {
      announcer.say(`This browser did not keep what this run showed: ${words(error)}`);
    }
  }

  return {
    open,
    states,
    passed,
    state,
    choose(id) {
      open.value = id === undefined ? undefined : find(id);
    },
    predict(id, option) {
      set(id, { predicted: option });
    },
    plan(id, actions) {
      set(id, { plan: [...actions].sort((a, b) => a.at - b.at) });
    },
    hint(id) {
      const most = find(id)?.hints.length ?? 0;
      set(id, { hints: Math.min(most, state(id).hints + 1) });
    },
    async solve(id, solution) {
      const drill = find(id);
      if (!drill) return;
      const { files, actions } = attemptOf(parts.files, drill, solution);
      set(id, { shown: solution.name, plan: actions ?? state(id).plan });
      if (files) await parts.replace(files);
    },
    run: (id) => run(id),
    attempt: attemptAt,
    openAgain: (id, attempt, seed) => run(id, { attempt, seed }),
    cancel() {
      running?.abort();
    },
  };
}

function spoken(verdict: Verdict): string {
  const failed = verdict.findings.filter((finding) => !finding.passed);
  if (failed.length === 0) return 'Passed, every check holds';
  const [first] = failed;
  return `Failed, ${String(failed.length)} of ${String(verdict.findings.length)} checks do not hold. ${first?.title ?? ''}: ${first?.says ?? ''}`;
}
