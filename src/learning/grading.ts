/**
 * Quizzes as a reader answers them. A question is tried at most twice; what is right stays hidden
 * until it was answered, tried twice or given up. Pure: the page draws what `viewOption` says.
 */
import { at, put, without } from './records.ts';
import type { Rec } from './records.ts';

/** Tries before the right answer is shown. */
export const TRIES = 2;

/** What a page needs to grade one question; made at build time by `quiz-key.ts`. */
export type QuestionKey = {
  readonly id: string;
  /** Fingerprint of the question as authored: answers to another form of it do not count. */
  readonly print: string;
} & (
  | { readonly kind: 'one' | 'many'; readonly count: number; readonly right: readonly number[] }
  | {
      readonly kind: 'number';
      readonly answer: number;
      readonly tolerance: number;
      readonly mistakes: readonly number[];
    }
  /** `shown[i]` is the place in the right order of the item drawn at `i`. */
  | { readonly kind: 'order'; readonly shown: readonly number[] }
);

/**
 * An answer by kind. `one`, `many`: indexes of the chosen options. `number`: the number.
 * `order`: for each position, the place in the right order of the item put there.
 */
export type Answer = readonly number[];

export interface QuestionState {
  readonly print: string;
  /** Oldest first, at most `TRIES`. */
  readonly tries: readonly Answer[];
  readonly gaveUp?: boolean;
}

/** Answers of one quiz, by question id. */
export type QuizState = Rec<QuestionState>;

/**
 * - `open`: not answered. `missed`: wrong once, the right answer still hidden.
 * - `right`: answered. `shown`: revealed after the second miss, or given up.
 */
export type Status = 'open' | 'missed' | 'right' | 'shown';

export type QuizEvent =
  | { readonly type: 'answered'; readonly key: QuestionKey; readonly answer: Answer }
  | { readonly type: 'gaveUp'; readonly key: QuestionKey }
  | { readonly type: 'retriedWrong'; readonly keys: readonly QuestionKey[] }
  | { readonly type: 'cleared' };

/** Answers are settled once: what comes after `right` or `shown` changes nothing. */
export function reduceQuiz(state: QuizState, event: QuizEvent): QuizState {
  switch (event.type) {
    case 'answered': {
      const { key, answer } = event;
      if (isSettled(statusOf(key, state)) || !isAnswer(key, answer)) return state;
      return put(state, key.id, {
        print: key.print,
        tries: [...triesOf(key, state), normalise(key, answer)],
      });
    }
    case 'gaveUp': {
      const { key } = event;
      if (isSettled(statusOf(key, state))) return state;
      return put(state, key.id, { print: key.print, tries: triesOf(key, state), gaveUp: true });
    }
    case 'retriedWrong': {
      const wrong = new Set(
        event.keys.filter((key) => statusOf(key, state) === 'shown').map((key) => key.id),
      );
      return without(state, (id) => wrong.has(id));
    }
    case 'cleared':
      return {};
  }
}

/** Whether the answer is right, all of it. */
export function isRight(key: QuestionKey, answer: Answer): boolean {
  switch (key.kind) {
    case 'one':
    case 'many':
      return sameList(normalise(key, answer), key.right);
    case 'number':
      return isNear(answer[0], key.answer, key.tolerance);
    case 'order':
      return answer.every((place, position) => place === position);
  }
}

export function statusOf(key: QuestionKey, state: QuizState): Status {
  const tries = triesOf(key, state);
  if (tries.some((answer) => isRight(key, answer))) return 'right';
  if (tries.length >= TRIES || current(key, state)?.gaveUp) return 'shown';
  return tries.length > 0 ? 'missed' : 'open';
}

/** Tries that count: those given to this form of the question. */
export const triesOf = (key: QuestionKey, state: QuizState): readonly Answer[] =>
  current(key, state)
    ?.tries.filter((answer) => isAnswer(key, answer))
    .slice(0, TRIES) ?? [];

export const isSettled = (status: Status): boolean => status === 'right' || status === 'shown';

/** Index of the next unsettled question after `from`, round and round; undefined when all are settled. */
export function nextOpen(
  keys: readonly QuestionKey[],
  state: QuizState,
  from: number,
): number | undefined {
  for (let step = 1; step <= keys.length; step++) {
    const index = (from + step) % keys.length;
    const key = keys[index];
    if (key && !isSettled(statusOf(key, state))) return index;
  }
  return undefined;
}

export interface Score {
  readonly total: number;
  /** Questions answered or revealed. */
  readonly settled: number;
  readonly right: number;
  readonly firstTry: number;
}

export function scoreOf(keys: readonly QuestionKey[], state: QuizState): Score {
  const statuses = keys.map((key) => statusOf(key, state));
  return {
    total: keys.length,
    settled: statuses.filter(isSettled).length,
    right: statuses.filter((s) => s === 'right').length,
    firstTry: keys.filter((key, i) => statuses[i] === 'right' && triesOf(key, state).length === 1)
      .length,
  };
}

// ---------------------------------------------------------------- what to draw

export interface OptionView {
  readonly mark: 'right' | 'wrong' | 'none';
  /** The word that says it beside the mark. */
  readonly tag: '' | 'correct' | 'correct, missed' | 'your answer' | 'first try';
  /** Whether its explanation is shown now. */
  readonly explained: boolean;
}

/** How option `index` of a `one` or `many` question looks now. */
export function viewOption(
  key: Extract<QuestionKey, { count: number }>,
  state: QuizState,
  index: number,
): OptionView {
  const status = statusOf(key, state);
  const tries = triesOf(key, state);
  const last = tries.at(-1) ?? [];
  const explained = isSettled(status);
  if (key.right.includes(index)) {
    if (!explained) return { mark: 'none', tag: '', explained };
    const missed = key.kind === 'many' && status === 'shown' && !last.includes(index);
    return { mark: 'right', tag: missed ? 'correct, missed' : 'correct', explained };
  }
  const chosen = tries.some((answer) => answer.includes(index));
  if (!chosen) return { mark: 'none', tag: '', explained };
  const isLast = last.includes(index) && (tries.length > 1 || status === 'shown');
  return { mark: 'wrong', tag: isLast ? 'your answer' : 'first try', explained: true };
}

/** One sentence about a wrong try that gives nothing away but where to look. */
export function feedback(key: QuestionKey, answer: Answer): string {
  switch (key.kind) {
    case 'one':
      return 'Not that one.';
    case 'many': {
      const wrong = answer.filter((index) => !key.right.includes(index)).length;
      if (wrong === 0) return 'What you chose is right, and something is missing.';
      return wrong === 1 ? 'One of your choices is wrong.' : `${wrong} of your choices are wrong.`;
    }
    case 'number':
      return (answer[0] ?? 0) > key.answer ? 'Too high.' : 'Too low.';
    case 'order': {
      const placed = answer.filter((place, position) => place === position).length;
      return placed === 0 ? 'None is in its place yet.' : `${placed} of ${answer.length} in place.`;
    }
  }
}

/** Index of the known mistake that the number is, as near as the tolerance. */
export function mistakeOf(
  key: Extract<QuestionKey, { kind: 'number' }>,
  answer: Answer,
): number | undefined {
  const index = key.mistakes.findIndex((mistake) => isNear(answer[0], mistake, key.tolerance));
  return index < 0 ? undefined : index;
}

/**
 * A number as people type it: `1,200`, `1 200`, `12.5`, `12,5`, `-3`. A comma or blank before groups of
 * three digits groups thousands; one other comma is a decimal point.
 */
export function parseNumber(typed: string): number | undefined {
  const text = typed.trim().replace(/^\u2212/, '-');
  const plain = /^[-+]?\d{1,3}([,\s]\d{3})+(\.\d+)?$/.test(text)
    ? text.replace(/[,\s]/g, '')
    : text.replace(',', '.');
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

// ---------------------------------------------------------------- helpers

function current(key: QuestionKey, state: QuizState): QuestionState | undefined {
  const found = at(state, key.id);
  return found?.print === key.print ? found : undefined;
}

/** Whether it is a full answer to this question at all. */
function isAnswer(key: QuestionKey, answer: Answer): boolean {
  switch (key.kind) {
    case 'one':
      return answer.length === 1 && isChoice(answer, key.count);
    case 'many':
      return answer.length > 0 && isChoice(answer, key.count);
    case 'number':
      return answer.length === 1 && Number.isFinite(answer[0]);
    case 'order':
      return sameList([...answer].sort(ascending), [...key.shown].sort(ascending));
  }
}

const isChoice = (answer: Answer, count: number) =>
  new Set(answer).size === answer.length &&
  answer.every((index) => Number.isInteger(index) && index >= 0 && index < count);

const normalise = (key: QuestionKey, answer: Answer): Answer =>
  key.kind === 'many' ? [...answer].sort(ascending) : [...answer];

/** A hair of slack, so that 0.3 is within 0.1 of 0.2 in binary too. */
const isNear = (value: number | undefined, target: number, tolerance: number) =>
  value !== undefined &&
  Math.abs(value - target) <= tolerance + 1e-9 * Math.max(1, Math.abs(target));

const ascending = (a: number, b: number) => a - b;

const sameList = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, index) => value === b[index]);
