/** Runs an attempt at a drill and judges it. The journal is the only witness. */
import type { Action, Engine, Files } from '../engine/contract.ts';
import { MACHINE, overlay } from './files.ts';
import type { JournalView } from './journal-view.ts';
import type { Attempt, Drill, Finding, Lab } from './manifest.ts';
import { bootPlan, mergeTimelines, SEED } from './plan.ts';
import { run } from './run.ts';
import type { RunOptions } from './run.ts';

export interface DrillOptions extends RunOptions {
  readonly seed?: number;
}

/** A check's finding, under the check's name. */
export interface Judged extends Finding {
  readonly id: string;
  readonly title: string;
}

export interface Verdict {
  readonly stage: string;
  readonly drill: string;
  readonly seed: number;
  /** Every check passed. */
  readonly passed: boolean;
  /** In the order of the drill's checks. */
  readonly findings: readonly Judged[];
  /** Id of the prediction's option that the run bore out. */
  readonly outcome: string;
  readonly hash: string;
  readonly journal: JournalView;
}

/** An attempt that cannot be run as it is: says what about it, and how to mend it. */
export class AttemptError extends Error {
  override readonly name = 'AttemptError';
}

/**
 * Runs one attempt.
 * @param files What the lab starts from: services and `machine.ts`.
 * @throws AttemptError when it plans or changes what the drill does not allow; BootError when its
 * files cannot be booted; the signal's reason when it aborts.
 */
export async function runDrill(
  engine: Engine,
  lab: Lab,
  files: Files,
  drill: Drill,
  attempt: Attempt,
  options: DrillOptions = {},
): Promise<Verdict> {
  const { seed = SEED } = options;
  const problem = attemptProblem(drill, files, attempt);
  if (problem !== undefined) throw new AttemptError(problem);

  const { scenario } = drill;
  const plan = bootPlan(lab, overlay(files, attempt.files), { seed, changes: [scenario.machines] });
  const timeline = mergeTimelines(scenario.timeline, attempt.actions);
  const { journal, hash } = await run(engine, plan, timeline, scenario.until, options);

  const findings = judge(drill, journal);
  return {
    stage: lab.stage,
    drill: drill.id,
    seed,
    passed: findings.every((finding) => finding.passed),
    findings,
    outcome: drill.prediction.outcome(journal),
    hash,
    journal,
  };
}

/** What every check of a drill says about a journal. */
export function judge(drill: Drill, journal: JournalView): readonly Judged[] {
  return drill.checks.map((check) => ({
    ...check.judge(journal),
    id: check.id,
    title: check.title,
  }));
}

/** Why this attempt may not be run, in words for who made it; undefined when it may. */
export function attemptProblem(drill: Drill, files: Files, attempt: Attempt): string | undefined {
  for (const path of [MACHINE, ...(drill.keeps ?? [])]) {
    const text = attempt.files?.[path];
    if (text === undefined || text === files[path]) continue;
    return `${path} must stay as it is in this drill: it is what your change is measured against. Reset it, and make the change elsewhere.`;
  }
  for (const { at, action } of attempt.actions ?? []) {
    if (drill.allows?.some((pattern) => matches(pattern, action)) !== true) {
      return `The drill does not allow the action "${action.kind}" planned at ${at} ms. It allows: ${allowed(drill)}.`;
    }
    if (!(at >= 0 && at < drill.scenario.until)) {
      return `The action "${action.kind}" is planned at ${at} ms; the run is from 0 to ${drill.scenario.until} ms.`;
    }
  }
  return undefined;
}

function matches(pattern: Partial<Action>, action: Action): boolean {
  return Object.entries(pattern).every(
    ([key, value]) => (action as unknown as Record<string, unknown>)[key] === value,
  );
}

function allowed(drill: Drill): string {
  const patterns = (drill.allows ?? []).map((pattern) =>
    Object.entries(pattern)
      .map(([, value]) => String(value))
      .join(' '),
  );
  return patterns.join(', ') || 'no actions';
}
