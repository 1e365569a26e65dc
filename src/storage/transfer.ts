/**
 * Everything the reader has, as one JSON file:
 *   { "format": "zero-to-millions", "version": 1, "exportedAt": "2026-01-31T…", "boxes": { "<name>": { "v", "data" } } }
 *
 * A box is exported as it is stored, so the migrations and checks of `box.ts` serve files too. An import
 * joins what is in the file with what is here, and of two forms of one thing keeps the later: nothing is
 * ever lost by importing, and importing twice changes nothing.
 */
import type { CardState, DayCount, Deck } from '../learning/cards.ts';
import type { QuestionState, QuizState } from '../learning/grading.ts';
import type { Progress, StageProgress } from '../learning/progress.ts';
import { at } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { answersSpec } from './answers.ts';
import { attemptsSpec, joinAttempts } from './attempts.ts';
import { browserEffects, decode, encode, namesOf, openBox } from './box.ts';
import type { BoxSpec, Effects } from './box.ts';
import { deckSpec } from './deck.ts';
import { editsSpec } from './edits.ts';
import type { Edit } from './edits.ts';
import { ID, isObject } from './guards.ts';
import { prefsSpec } from './prefs.ts';
import type { LabPrefs } from './prefs.ts';
import { progressSpec } from './progress.ts';
import { runsSpec } from './runs.ts';
import type { KeptRun } from './runs.ts';

const FORMAT = 'zero-to-millions';
const VERSION = 1;

/** Characters. The browser itself stores about five million. */
export const MAX_IMPORT = 8_000_000;

export type ImportResult =
  | {
      readonly ok: true;
      /** What the file held, for the reader: `12 cards`. */
      readonly found: readonly string[];
      /** Paths of what could not be read. */
      readonly lost: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** A box, and how two values of it are joined. */
interface Part<T> {
  readonly spec: BoxSpec<T>;
  readonly join: (here: T, there: T) => T;
  /** Counted for the reader. */
  readonly count: (value: T) => number;
  readonly noun: readonly [one: string, more: string];
}

/** Hides the value's type, so that parts of different types stand in one list. */
interface AnyPart {
  readonly name: string;
  exported(effects: Effects): unknown;
  /** Reads without changing anything; `apply` changes. */
  plan(stored: unknown): {
    lost: readonly string[];
    newer: boolean;
    found: string;
    apply(effects: Effects): void;
  };
}

function part<T>({ spec, join, count, noun }: Part<T>): AnyPart {
  return {
    name: spec.name,
    exported: (effects) => encode(spec, openBox(spec, () => effects).read()),
    plan: (stored) => {
      const { value, lost, newer } = decode(spec, stored);
      const n = count(value);
      return {
        lost,
        newer,
        found: n === 0 ? '' : `${n} ${n === 1 ? noun[0] : noun[1]}`,
        apply: (effects) => {
          openBox(spec, () => effects).update((here) => join(here, value));
        },
      };
    },
  };
}

const size = (record: Rec<unknown>) => Object.keys(record).length;

const FIXED: readonly AnyPart[] = [
  part({ spec: progressSpec, join: joinProgress, count: size, noun: ['stage', 'stages'] }),
  part({
    spec: deckSpec,
    join: joinDecks,
    count: (deck) => size(deck.cards),
    noun: ['card', 'cards'],
  }),
  part({ spec: answersSpec, join: joinAnswers, count: size, noun: ['quiz', 'quizzes'] }),
  part({ spec: prefsSpec, join: joinPrefs, count: () => 0, noun: ['', ''] }),
];

const editsPart = (stage: string): AnyPart =>
  part({
    spec: editsSpec(stage),
    join: (here, there) => joinRecords<Edit>(here, there, (a, b) => (b.at > a.at ? b : a)),
    count: size,
    noun: [`edited file in ${stage}`, `edited files in ${stage}`],
  });

const attemptsPart = (stage: string): AnyPart =>
  part({
    spec: attemptsSpec(stage),
    join: joinAttempts,
    count: ({ kept }) => size(kept),
    noun: [`named attempt at ${stage}`, `named attempts at ${stage}`],
  });

const runsPart = (stage: string): AnyPart =>
  part({
    spec: runsSpec(stage),
    join: (here, there) => joinRecords<KeptRun>(here, there, (a, b) => (b.at > a.at ? b : a)),
    count: () => 0,
    noun: ['', ''],
  });

/** Boxes that each lab has one of, by the beginning of their names. */
const OF_LABS: Readonly<Record<string, (stage: string) => AnyPart>> = {
  edits: editsPart,
  attempts: attemptsPart,
  runs: runsPart,
};

function partOf(name: string): AnyPart | undefined {
  const [kind = '', stage, ...rest] = name.split(':');
  if (stage === undefined) return FIXED.find((one) => one.name === name);
  const ofLab = Object.hasOwn(OF_LABS, kind) ? OF_LABS[kind] : undefined;
  return rest.length === 0 && ID.test(stage) ? ofLab?.(stage) : undefined;
}

/** The file's text. */
export function exportAll(effects: Effects = browserEffects()): string {
  const ofLabs = namesOf(effects.area).filter((name) => name.includes(':'));
  const parts = [...FIXED, ...ofLabs.flatMap((name) => partOf(name) ?? [])];
  return JSON.stringify(
    {
      format: FORMAT,
      version: VERSION,
      exportedAt: new Date(effects.now()).toISOString(),
      boxes: Object.fromEntries(parts.map((one) => [one.name, one.exported(effects)])),
    },
    null,
    2,
  );
}

/** As `importAll`, from a file the reader chose; one that is far too large is not even read. */
export async function importFile(
  file: { readonly size: number; text(): Promise<string> },
  effects: Effects = browserEffects(),
): Promise<ImportResult> {
  // A character takes up to four bytes.
  if (file.size > MAX_IMPORT * 4) return tooLarge(file.size);
  try {
    return importAll(await file.text(), effects);
  } catch {
    return { ok: false, problem: 'The file could not be read. Choose it again.' };
  }
}

const tooLarge = (size: number): ImportResult => ({
  ok: false,
  problem: `The file is too large: ${(size / 1e6).toFixed(1)} MB, at most ${MAX_IMPORT / 1e6}. An export of this site is far smaller.`,
});

/** Joins a file with what is here. Changes nothing unless the whole file was understood as ours. */
export function importAll(text: string, effects: Effects = browserEffects()): ImportResult {
  const no = (problem: string): ImportResult => ({ ok: false, problem });
  if (text.length > MAX_IMPORT) return tooLarge(text.length);
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return no('The file is not JSON, or it was cut off. Choose a file exported from this page.');
  }
  if (!isObject(file) || file.format !== FORMAT || !isObject(file.boxes))
    return no('This is not an export of Zero to Millions. Choose a file exported from this page.');
  if (file.version !== VERSION)
    return no(
      'The file was written by a newer version of this site. Reload this page and import it again.',
    );

  const lost: string[] = [];
  const plans = [];
  for (const [name, stored] of Object.entries(file.boxes)) {
    const known = partOf(name);
    if (!known) {
      lost.push(name);
      continue;
    }
    const plan = known.plan(stored);
    if (plan.newer)
      return no(
        'The file was written by a newer version of this site. Reload this page and import it again.',
      );
    lost.push(...plan.lost);
    plans.push(plan);
  }
  for (const plan of plans) plan.apply(effects);
  return { ok: true, found: plans.map((plan) => plan.found).filter(Boolean), lost };
}

// ---------------------------------------------------------------- joining

/** `here` itself where nothing changes, so that nothing is written. */
function joinRecords<T>(here: Rec<T>, there: Rec<T>, pick: (here: T, there: T) => T): Rec<T> {
  const changed = Object.entries(there).flatMap(([key, theirs]): [string, T][] => {
    const ours = at(here, key);
    const joined = ours === undefined ? theirs : pick(ours, theirs);
    return joined === ours ? [] : [[key, joined]];
  });
  return changed.length === 0 ? here : { ...here, ...Object.fromEntries(changed) };
}

function joinDecks(here: Deck, there: Deck): Deck {
  const cards = joinRecords<CardState>(here.cards, there.cards, (a, b) =>
    b.last > a.last ? b : a,
  );
  const log = joinRecords<DayCount>(here.log, there.log, (a, b) => (b.asked > a.asked ? b : a));
  return cards === here.cards && log === here.log ? here : { cards, log };
}

function joinAnswers(here: Rec<QuizState>, there: Rec<QuizState>): Rec<QuizState> {
  const weight = (q: QuestionState) => q.tries.length + (q.gaveUp ? 0.5 : 0);
  return joinRecords(here, there, (a, b) =>
    joinRecords(a, b, (x, y) => (weight(y) > weight(x) ? y : x)),
  );
}

function joinPrefs(here: Rec<LabPrefs>, there: Rec<LabPrefs>): Rec<LabPrefs> {
  return joinRecords(here, there, (a, b) => joinRecords(a, b, (ours) => ours));
}

function joinProgress(here: Progress, there: Progress): Progress {
  return joinRecords<StageProgress>(here, there, (a, b) => {
    const readAt = Math.min(a.readAt ?? Infinity, b.readAt ?? Infinity);
    const drills = joinRecords<number>(a.drills, b.drills, (x, y) => Math.min(x, y));
    const quiz = betterQuiz(a.quiz, b.quiz);
    const same = readAt === (a.readAt ?? Infinity) && drills === a.drills && quiz === a.quiz;
    if (same) return a;
    return { drills, ...(quiz && { quiz }), ...(Number.isFinite(readAt) && { readAt }) };
  });
}

function betterQuiz(a: StageProgress['quiz'], b: StageProgress['quiz']): StageProgress['quiz'] {
  if (!a || !b) return a ?? b;
  if (a.total !== b.total) return b.at > a.at ? b : a;
  return b.right > a.right ? b : a;
}
