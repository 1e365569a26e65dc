/**
 * What proves a drill: over many seeds its start must fail, every solution must pass, and every
 * cheat must fail.
 */
import type { Engine } from '../engine/contract.ts';
import { runDrill } from '../lab/drill.ts';
import type { Judged } from '../lab/drill.ts';
import { attemptOf } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Attempt, Drill, Lab } from '../lab/manifest.ts';

/** One thing to hand in, and whether it must pass. */
export interface Entry {
  /** `start`, `solution fall-and-rise`, `cheat made-up`. */
  readonly name: string;
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

/** Start, solutions and cheats of a drill. */
export function entriesOf(files: LabFiles, drill: Drill): readonly Entry[] {
  const named = (word: string, mustPass: boolean) => (each: Drill['cheats'][number]) => ({
    name: `${word} ${each.name}`,
    attempt: attemptOf(files, drill, each),
    mustPass,
  });
  return [
    { name: 'start', attempt: {}, mustPass: false },
    ...drill.solutions.map(named('solution', true)),
    ...drill.cheats.map(named('cheat', false)),
  ];
}

/** Runs one entry at one seed. */
export async function grade(
  engine: Engine,
  lab: Lab,
  files: LabFiles,
  drill: Drill,
  entry: Entry,
  seed: number,
): Promise<Graded> {
  const verdict = await runDrill(engine, lab, files.start, drill, entry.attempt, { seed });
  const { passed, findings, hash } = verdict;
  return { seed, passed, findings, hash };
}
