/** Every drill of a stage as plans to run, for comparing the journals of JavaScript engines. */
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import { compile } from '../../src/engine/sim/compile.ts';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { readLab } from '../../src/cli/lab-files.ts';
import { attemptOf, overlay } from '../../src/lab/files.ts';
import { bootPlan, mergeTimelines } from '../../src/lab/plan.ts';
import { run } from '../../src/lab/run.ts';

export interface DrillRun {
  /** `cache / newsletter, start, seed 1`. */
  readonly name: string;
  readonly seed: number;
  /** As the workbench gives it: the solution's files are a reader's, and have Workers of their own. */
  readonly plan: BootPlan;
  readonly timeline: readonly TimedAction[];
  readonly until: number;
}

/** Start and first solution of every drill of a stage, at each of the seeds. */
export async function drillRuns(stage: string, seeds: readonly number[]): Promise<DrillRun[]> {
  const { lab, files } = await readLab(stage);
  const prepared = Object.fromEntries(
    Object.entries(files.start).map(([path, text]) => [path, compile(path, text)]),
  );
  return lab.drills.flatMap((drill) =>
    (['start', 'solution'] as const).flatMap((kind) => {
      const attempt = kind === 'start' ? {} : attemptOf(files, drill, drill.solutions[0]!);
      const { scenario } = drill;
      const all = overlay(files.start, attempt.files);
      const vetted = Object.keys(files.start).filter((path) => all[path] === files.start[path]);
      return seeds.map((seed) => ({
        name: `${stage} / ${drill.id}, ${kind}, seed ${seed}`,
        seed,
        plan: {
          ...bootPlan(lab, all, { seed, changes: [scenario.machines] }),
          vetted,
          prepared: Object.fromEntries(vetted.map((path) => [path, prepared[path]!])),
        },
        timeline: mergeTimelines(scenario.timeline, attempt.actions),
        until: scenario.until,
      }));
    }),
  );
}

/** The same with a Worker for every process, and every file compiled in the page. */
export function inWorkers(given: DrillRun): DrillRun {
  const { vetted: _, prepared: __, ...plan } = given.plan;
  return { ...given, name: `${given.name}, in Workers`, plan };
}

/** The same on one thread, solutions too: they are the course's own. */
export function onOneThread(given: DrillRun): DrillRun {
  return { ...given, plan: { ...given.plan, vetted: Object.keys(given.plan.files) } };
}

/** Journal hashes under Node, by name. */
export async function hashesUnderNode(runs: readonly DrillRun[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { name, plan, timeline, until } of runs)
    hashes[name] = (await run(inlineEngine, plan, timeline, until)).hash;
  return hashes;
}
