/**
 * What the last run of each drill showed, one box per stage: what the next run is compared with.
 * Version 1, by drill:
 *   { "dead-mail": { "at": ms, "seed": 7, "passed": false,
 *       "findings": [{ "id": "no-failed", "passed": false, "value": "89" }],
 *       "plan": ["3 s kill web-1"], "files": { "services/lb.ts": "…" } } }
 */
import { put } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { openBox } from './box.ts';
import type { Box, BoxSpec } from './box.ts';
import { MAX_EDIT, PATH } from './edits.ts';
import { fields, flag, ID, integer, list, record, text, time } from './guards.ts';

export interface KeptFinding {
  /** The check's. */
  readonly id: string;
  readonly passed: boolean;
  /** What was judged, short: `89`, `3 ms`. */
  readonly value: string;
}

export interface KeptRun {
  readonly at: number;
  readonly seed: number;
  readonly passed: boolean;
  readonly findings: readonly KeptFinding[];
  /** What was planned, in words; empty for drills without a plan. */
  readonly plan: readonly string[];
  /** Whole texts of changed files, by path; absent where they were too long to be kept. */
  readonly files?: Rec<string>;
}

/** Characters of all files of a run together. */
export const MAX_FILES = 300_000;
const MAX_WORDS = 200;
const MAX_FINDINGS = 50;
const MAX_PLAN = 100;

export const runsSpec = (stage: string): BoxSpec<Rec<KeptRun>> => ({
  name: `runs:${stage}`,
  title: 'last drill runs',
  version: 1,
  empty: {},
  read: (data, lost) => readRuns(data, `runs.${stage}`, lost),
});

const readRuns = record(
  ID,
  fields<KeptRun>(
    {
      at: time,
      seed: integer(0, Number.MAX_SAFE_INTEGER),
      passed: flag,
      findings: list(
        fields<KeptFinding>({ id: text(64), passed: flag, value: text(MAX_WORDS) }),
        MAX_FINDINGS,
      ),
      plan: list(text(MAX_WORDS), MAX_PLAN),
      files: record(PATH, text(MAX_EDIT)),
    },
    ['files'],
  ),
);

function boxOf(stage: string): Box<Rec<KeptRun>> {
  if (!ID.test(stage)) throw new Error(`"${stage}" is no stage's id.`);
  return openBox(runsSpec(stage));
}

export const loadRuns = (stage: string): Rec<KeptRun> => boxOf(stage).read();

/** Keeps a run in place of the one before it, within bounds: long words are cut, long files left out. */
export function keepRun(stage: string, drill: string, run: KeptRun): void {
  const { files, ...rest } = run;
  const texts = Object.values(files ?? {});
  const fits =
    texts.reduce((sum, one) => sum + one.length, 0) <= MAX_FILES &&
    texts.every((one) => one.length <= MAX_EDIT);
  const kept: KeptRun = {
    ...rest,
    findings: run.findings
      .slice(0, MAX_FINDINGS)
      .map(({ id, passed, value }) => ({ id, passed, value: value.slice(0, MAX_WORDS) })),
    plan: run.plan.slice(0, MAX_PLAN).map((words) => words.slice(0, MAX_WORDS)),
    ...(files && fits && { files }),
  };
  boxOf(stage).update((runs) => put(runs, drill, kept));
}
