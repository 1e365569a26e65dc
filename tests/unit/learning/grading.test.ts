import { describe, expect, it } from 'vitest';
import {
  feedback,
  isRight,
  mistakeOf,
  nextOpen,
  parseNumber,
  reduceQuiz,
  scoreOf,
  statusOf,
  triesOf,
  viewOption,
} from '../../../src/learning/grading.ts';
import type { Answer, QuestionKey, QuizState } from '../../../src/learning/grading.ts';

const one = { id: 'one', print: 'p', kind: 'one', count: 4, right: [2] } as const;
const many = { id: 'many', print: 'p', kind: 'many', count: 4, right: [0, 3] } as const;
const number = {
  id: 'num',
  print: 'p',
  kind: 'number',
  answer: 98,
  tolerance: 5,
  mistakes: [288, 33],
} as const;
const order = { id: 'ord', print: 'p', kind: 'order', shown: [2, 0, 1] } as const;
const keys: QuestionKey[] = [one, many, number, order];

const play = (key: QuestionKey, ...answers: Answer[]): QuizState =>
  answers.reduce<QuizState>(
    (state, answer) => reduceQuiz(state, { type: 'answered', key, answer }),
    {},
  );

describe('isRight', () => {
  it.each<[QuestionKey, Answer, boolean]>([
    [one, [2], true],
    [one, [1], false],
    [many, [0, 3], true],
    [many, [3, 0], true],
    [many, [0], false],
    [many, [0, 1, 3], false],
    [number, [98], true],
    [number, [93], true],
    [number, [103], true],
    [number, [103.01], false],
    [number, [92.9], false],
    [order, [0, 1, 2], true],
    [order, [2, 0, 1], false],
  ])('%j %j', (key, answer, right) => expect(isRight(key, answer)).toBe(right));

  it('is not upset by binary fractions', () => {
    const tight: QuestionKey = { ...number, answer: 0.2, tolerance: 0.1 };
    expect(isRight(tight, [0.3])).toBe(true);
    expect(isRight({ ...number, answer: 0.3, tolerance: 0 }, [0.1 + 0.2])).toBe(true);
    expect(isRight(tight, [0.31])).toBe(false);
  });
});

describe('a question', () => {
  it('is open, then missed, then shown', () => {
    expect(statusOf(one, {})).toBe('open');
    expect(statusOf(one, play(one, [0]))).toBe('missed');
    expect(statusOf(one, play(one, [0], [1]))).toBe('shown');
  });
  it('is right at the second try too', () => {
    expect(statusOf(one, play(one, [0], [2]))).toBe('right');
  });
  it('takes no answer once settled', () => {
    const right = play(one, [2]);
    expect(reduceQuiz(right, { type: 'answered', key: one, answer: [0] })).toBe(right);
    const shown = play(one, [0], [1]);
    expect(reduceQuiz(shown, { type: 'answered', key: one, answer: [2] })).toBe(shown);
    expect(reduceQuiz(shown, { type: 'gaveUp', key: one })).toBe(shown);
  });
  it('is shown when given up, with or without a try', () => {
    expect(statusOf(one, reduceQuiz({}, { type: 'gaveUp', key: one }))).toBe('shown');
    const state = reduceQuiz(play(one, [0]), { type: 'gaveUp', key: one });
    expect(statusOf(one, state)).toBe('shown');
    expect(triesOf(one, state)).toEqual([[0]]);
  });
  it.each<[QuestionKey, Answer]>([
    [one, []],
    [one, [0, 1]],
    [one, [4]],
    [one, [-1]],
    [one, [0.5]],
    [many, []],
    [many, [0, 0]],
    [number, [Number.NaN]],
    [number, [Infinity]],
    [number, []],
    [order, [0, 1]],
    [order, [0, 0, 1]],
    [order, [0, 1, 3]],
  ])('does not count what is no answer: %j %j', (key, answer) => {
    expect(reduceQuiz({}, { type: 'answered', key, answer })).toEqual({});
  });
  it('forgets answers to an older form of itself', () => {
    const state = play(one, [2]);
    const changed = { ...one, print: 'q' };
    expect(statusOf(changed, state)).toBe('open');
    const again = reduceQuiz(state, { type: 'answered', key: changed, answer: [0] });
    expect(triesOf(changed, again)).toEqual([[0]]);
  });
  it('ignores stored tries that cannot be', () => {
    const state: QuizState = { one: { print: 'p', tries: [[9], [0], [1], [2]] } };
    expect(triesOf(one, state)).toEqual([[0], [1]]);
    expect(statusOf(one, state)).toBe('shown');
  });
  it('may be called constructor', () => {
    expect(statusOf({ ...one, id: 'constructor' }, {})).toBe('open');
  });
});

describe('what an option shows', () => {
  const views = (key: typeof one | typeof many, state: QuizState) =>
    Array.from({ length: key.count }, (_, i) => viewOption(key, state, i));
  const tags = (key: typeof one | typeof many, state: QuizState) =>
    views(key, state).map((v) => v.tag);

  it('nothing before an answer', () => {
    expect(views(one, {}).every((v) => v.mark === 'none' && !v.tag && !v.explained)).toBe(true);
  });
  it('after a miss only the chosen option, and never the right one', () => {
    const seen = views(one, play(one, [0]));
    expect(seen[0]).toEqual({ mark: 'wrong', tag: 'first try', explained: true });
    expect(seen.slice(1).every((v) => v.mark === 'none' && !v.explained)).toBe(true);
  });
  it('everything after the second miss', () => {
    const state = play(one, [0], [1]);
    expect(tags(one, state)).toEqual(['first try', 'your answer', 'correct', '']);
    expect(views(one, state).every((v) => v.explained)).toBe(true);
  });
  it('everything after giving up', () => {
    expect(tags(one, reduceQuiz({}, { type: 'gaveUp', key: one }))).toEqual([
      '',
      '',
      'correct',
      '',
    ]);
    expect(tags(one, reduceQuiz(play(one, [0]), { type: 'gaveUp', key: one }))).toEqual([
      'your answer',
      '',
      'correct',
      '',
    ]);
  });
  it('everything after the right answer', () => {
    expect(tags(one, play(one, [0], [2]))).toEqual(['first try', '', 'correct', '']);
  });
  it('of several right, which were missed', () => {
    expect(tags(many, play(many, [0, 1]))).toEqual(['', 'first try', '', '']);
    expect(tags(many, play(many, [0, 1], [0, 2]))).toEqual([
      'correct',
      'first try',
      'your answer',
      'correct, missed',
    ]);
    expect(tags(many, play(many, [0], [0, 3]))).toEqual(['correct', '', '', 'correct']);
    expect(tags(many, play(many, [1], [1, 0]))).toEqual([
      'correct',
      'your answer',
      '',
      'correct, missed',
    ]);
  });
});

describe('feedback', () => {
  it.each<[QuestionKey, Answer, string]>([
    [one, [0], 'Not that one.'],
    [many, [0], 'What you chose is right, and something is missing.'],
    [many, [0, 1], 'One of your choices is wrong.'],
    [many, [1, 2], '2 of your choices are wrong.'],
    [number, [200], 'Too high.'],
    [number, [1], 'Too low.'],
    [order, [1, 2, 0], 'None is in its place yet.'],
    [order, [0, 2, 1], '1 of 3 in place.'],
  ])('%j %j', (key, answer, says) => expect(feedback(key, answer)).toBe(says));

  it('knows a mistake within the tolerance', () => {
    expect(mistakeOf(number, [290])).toBe(0);
    expect(mistakeOf(number, [33])).toBe(1);
    expect(mistakeOf(number, [150])).toBeUndefined();
  });
});

describe('a quiz', () => {
  it('goes round the unsettled questions', () => {
    const state = play(many, [0, 3]);
    expect(nextOpen(keys, state, 0)).toBe(2);
    expect(nextOpen(keys, state, 3)).toBe(0);
    expect(nextOpen([one], {}, 0)).toBe(0);
    expect(nextOpen([one], play(one, [2]), 0)).toBeUndefined();
    expect(nextOpen([], {}, 0)).toBeUndefined();
  });
  it('is scored', () => {
    let state = play(one, [0], [2]);
    state = reduceQuiz(state, { type: 'answered', key: many, answer: [0, 3] });
    state = reduceQuiz(state, { type: 'gaveUp', key: number });
    expect(scoreOf(keys, state)).toEqual({ total: 4, settled: 3, right: 2, firstTry: 1 });
  });
  it('retries only the wrong ones', () => {
    let state = play(one, [2]);
    state = reduceQuiz(state, { type: 'gaveUp', key: many });
    state = reduceQuiz(state, { type: 'answered', key: number, answer: [1] });
    const again = reduceQuiz(state, { type: 'retriedWrong', keys });
    expect(keys.map((key) => statusOf(key, again))).toEqual(['right', 'open', 'missed', 'open']);
  });
  it('is cleared', () => {
    expect(reduceQuiz(play(one, [2]), { type: 'cleared' })).toEqual({});
  });
  it('leaves the state it was given alone', () => {
    const state = Object.freeze(play(one, [0]));
    reduceQuiz(state, { type: 'answered', key: one, answer: [1] });
    expect(state).toEqual({ one: { print: 'p', tries: [[0]] } });
  });
});

describe('parseNumber', () => {
  it.each([
    ['98', 98],
    [' 98 ', 98],
    ['1,200', 1200],
    ['1 200', 1200],
    ['1,200,000.5', 1200000.5],
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['\u22123', -3],
    ['0', 0],
  ])('%j is %d', (typed, value) => expect(parseNumber(typed)).toBe(value));
  it.each(['', 'abc', '98 ms', '1,2,3', '1e3', '0x10', 'Infinity', 'NaN', '--1', '12,34,567', '.'])(
    '%j is no number',
    (typed) => expect(parseNumber(typed)).toBeUndefined(),
  );
});
