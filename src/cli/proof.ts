/**
 * Proves drills: over many seeds the start must fail, every solution must pass, every cheat must
 * fail. What `npm run grade` prints and what the tests assert.
 */
import type { Engine } from '../engine/contract.ts';
import { runDrill } from '../lab/drill.ts';
import type { Verdict } from '../lab/drill.ts';
import { attemptOf } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Attempt, Drill, Lab } from '../lab/manifest.ts';
import { mapSome } from './map-some.ts';

/** One thing to hand in, and whether it must pass. */
export interface Entry {
  /** `start`, `solution fall-and-rise`, `cheat made-up`. */
  readonly name: string;
  readonly attempt: Attempt;
  readonly mustPass: boolean;
}

export interface Row extends Entry {
  readonly verdicts: readonly Verdict[];
  /** Verdicts that are not as they must be. */
  readonly surprises: readonly Verdict[];
  /** Checks that failed at least once, with how often. */
  readonly failed: ReadonlyMap<string, number>;
}

/** Start, solutions and cheats of a drill. */
export function entriesOf(files: LabFiles, drill: Drill): readonly Entry[] {
  return [
    { name: 'start', attempt: {}, mustPass: false },
    ...drill.solutions.map((each) => ({
      name: `solution ${each.name}`,
      attempt: attemptOf(files, drill, each),
      mustPass: true,
    })),
    ...drill.cheats.map((each) => ({
      name: `cheat ${each.name}`,
      attempt: attemptOf(files, drill, each),
      mustPass: false,
    })),
  ];
}

/** Runs one entry over the seeds 1 to `seeds`, `width` runs at a time. */
export async function prove(
  engine: Engine,
  lab: Lab,
  files: LabFiles,
  drill: Drill,
  entry: Entry,
  { seeds, width }: { readonly seeds: number; readonly width: number },
): Promise<Row> {
  const numbers = Array.from({ length: seeds }, (_, index) => index + 1);
  const verdicts = await mapSome(numbers, width, (seed) =>
    runDrill(engine, lab, files.start, drill, entry.attempt, { seed }),
  );
  const failed = new Map<string, number>();
  for (const finding of verdicts.flatMap((verdict) => verdict.findings)) {
    if (!finding.passed) failed.set(finding.id, (failed.get(finding.id) ?? 0) + 1);
  }
  const surprises = verdicts.filter((verdict) => verdict.passed !== entry.mustPass);
  return { ...entry, verdicts, surprises, failed };
}
