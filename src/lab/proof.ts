/**
 * What proves a drill: over many seeds its start must fail, every solution must pass, and every
 * cheat must fail.
 */
import type { Engine } from '../engine/contract.ts';
import { runDrill } from './drill.ts';
import type { DrillOptions, Judged } from './drill.ts';
import { attemptOf } from './files.ts';
import type { LabFiles } from './files.ts';
import type { Attempt, Drill, Lab } from './manifest.ts';

/** One thing to hand in, and whether it must pass. */
export interface Entry {
  /** `start`, `solution fall-and-rise`, `cheat made-up`. */
  readonly name: string;
  readonly kind: 'start' | 'solution' | 'cheat';
  readonly attempt: Attempt;
  readonly mustPass: boolean;
}

/** A verdict without its journal. */
export interface Graded {
  readonly seed: number;
  readonly passed: boolean;
  readonly findings: readonly Judged[];
  readonly hash: string;
}

/** How one run of an entry ended, short enough for a report. */
export interface Play {
  readonly seed: number;
  /** How long it took, by the clock on the wall. */
  readonly ms: number;
  /** Absent where it did not come to its end. */
  readonly passed?: boolean;
  /** What the checks said that did not pass. */
  readonly failed: readonly { readonly id: string; readonly says: string }[];
  /** Why it did not come to its end. */
  readonly error?: string;
}

/** Start, solutions and cheats of a drill. */
export function entriesOf(files: LabFiles, drill: Drill): readonly Entry[] {
  const named =
    (kind: 'solution' | 'cheat', mustPass: boolean) => (each: Drill['cheats'][number]) => ({
      name: `${kind} ${each.name}`,
      kind,
      attempt: attemptOf(files, drill, each),
      mustPass,
    });
  return [
    { name: 'start', kind: 'start', attempt: {}, mustPass: false },
    ...drill.solutions.map(named('solution', true)),
    ...drill.cheats.map(named('cheat', false)),
  ];
}

/**
 * Those that are played where time is real. What finds a cheat out are the checks, and they are the
 * same on every engine: playing it there would cost minutes and say nothing.
 */
export function entriesInRealTime(files: LabFiles, drill: Drill): readonly Entry[] {
  return entriesOf(files, drill).filter(({ kind }) => kind !== 'cheat');
}

/** All of those that some drills have. */
export interface RealTimeCount {
  readonly entries: number;
  /** ms that their stories take, one after the other. */
  readonly storyMs: number;
}

export function countInRealTime(drills: readonly Drill[]): RealTimeCount {
  const entries = drills.map(({ solutions }) => 1 + solutions.length);
  return {
    entries: entries.reduce((sum, count) => sum + count, 0),
    storyMs: drills.reduce((sum, { scenario }, i) => sum + scenario.until * entries[i]!, 0),
  };
}

/** Runs one entry at one seed. @throws as `runDrill` does */
export async function grade(
  engine: Engine,
  lab: Lab,
  files: LabFiles,
  drill: Drill,
  entry: Entry,
  options: DrillOptions & { readonly seed: number },
): Promise<Graded> {
  const verdict = await runDrill(engine, lab, files.start, drill, entry.attempt, options);
  const { passed, findings, hash } = verdict;
  return { seed: options.seed, passed, findings, hash };
}

/** One run as a play, whatever becomes of it. */
export async function play(seed: number, run: () => Promise<Graded>): Promise<Play> {
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  try {
    const { passed, findings } = await run();
    const failed = findings
      .filter((finding) => !finding.passed)
      .map(({ id, says }) => ({ id, says }));
    return { seed, ms: ms(), passed, failed };
  } catch (error) {
    return { seed, ms: ms(), failed: [], error: (error as Error).message };
  }
}

/** Whether it went as it must. What did not come to its end never did: a start has to fail by its checks. */
export function asItMust({ mustPass }: Pick<Entry, 'mustPass'>, { passed }: Play): boolean {
  return passed === mustPass;
}

/** `passes 2/2`: how many of the runs went as they must. */
export function timesOf(entry: Pick<Entry, 'mustPass'>, plays: readonly Play[]): string {
  const well = plays.filter((each) => asItMust(entry, each)).length;
  return `${entry.mustPass ? 'passes' : 'fails'} ${String(well)}/${String(plays.length)}`;
}

/** `refused 2, silent 1`: the checks that failed, and in how many runs. */
export function failedChecks(plays: readonly Play[]): string {
  const counts = new Map<string, number>();
  for (const { id } of plays.flatMap(({ failed }) => failed))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => `${id} ${String(count)}`).join(', ');
}

/** A line for each thing that was wrong in a run that did not go as it must. */
export function wrongIn({ seed, passed, failed, error }: Play): readonly string[] {
  if (error !== undefined) return [`seed ${String(seed)} did not come to its end: ${error}`];
  if (passed === true) return [`seed ${String(seed)}: every check passed`];
  return failed.map(({ id, says }) => `seed ${String(seed)}, ${id}: ${says}`);
}
