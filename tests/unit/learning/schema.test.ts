import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cardsSchema, checkQuizAgainstMeasured, quizSchema } from '../../../src/learning/schema.ts';
import type { Quiz } from '../../../src/learning/schema.ts';

const option = (text: string, right?: true) => ({
  text,
  why: `Why ${text}.`,
  ...(right && { right }),
});
const one = (over: object = {}) => ({
  id: 'q1',
  kind: 'one',
  question: 'Which?',
  options: [option('a', true), option('b')],
  ...over,
});
const number = (over: object = {}) => ({
  id: 'n1',
  kind: 'number',
  question: 'How many?',
  answer: 98,
  tolerance: 5,
  why: 'Because.',
  ...over,
});

/** Problems as `path: message`, as the build prints them. */
const problems = (schema: typeof quizSchema | typeof cardsSchema, data: unknown): string[] =>
  schema.safeParse(data).error?.issues.map((i) => `${i.path.join('.')}: ${i.message}`) ?? [];
const quizProblems = (...questions: unknown[]) => problems(quizSchema, { questions });

describe('the guide in the head comment', () => {
  const source = readFileSync(new URL('../../../src/learning/schema.ts', import.meta.url), 'utf8');
  const sample = source
    .slice(0, source.indexOf('*/'))
    .split('\n')
    .filter((line) => line.startsWith(' *     '))
    .map((line) => line.slice(' *     '.length))
    .join('\n');
  const quizAt = sample.indexOf('questions:');

  it('shows cards that are accepted', () => {
    expect(cardsSchema.parse(parse(sample.slice(0, quizAt))).cards).toHaveLength(1);
  });
  it('shows a quiz that is accepted', () => {
    const kinds = quizSchema.parse(parse(sample.slice(quizAt))).questions.map((q) => q.kind);
    expect(kinds).toEqual(['one', 'number', 'order']);
  });
});

describe('cards', () => {
  const card = { id: 'a-b', front: 'F?', hint: 'H', back: 'B' };
  it('accepts a card and trims it', () => {
    expect(cardsSchema.parse({ cards: [{ ...card, back: ' B \n' }] }).cards[0]?.back).toBe('B');
  });
  it.each([
    [{ cards: [] }, /^cards: `cards` is empty/],
    [{ cards: {} }, /^cards: `cards` must be a list/],
    [null, /^: Expected cards as keys, found an empty value/],
    [{ cards: [{ ...card, id: 'A b' }] }, /^cards.0.id: An id is lower-case words/],
    [{ cards: [{ ...card, hint: undefined }] }, /^cards.0.hint: `hint` is missing/],
    [
      { cards: [{ ...card, back: 12 }] },
      /^cards.0.back: `back` \(the answer\) must be text, found 12/,
    ],
    [{ cards: [{ ...card, back: '  ' }] }, /^cards.0.back: `back` \(the answer\) is empty/],
    [{ cards: [{ ...card, bakc: 'x' }] }, /^cards.0: Unknown key "bakc". Known here: id, front/],
    [{ cards: [card, card] }, /^cards.1.id: The id "a-b" is already used by cards.0/],
  ])('says what is wrong: %j', (data, message) => {
    const found = problems(cardsSchema, data);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
});

describe('quiz', () => {
  it('accepts each kind', () => {
    expect(
      quizProblems(
        one(),
        one({
          id: 'q2',
          kind: 'many',
          options: [option('a', true), option('b', true), option('c')],
        }),
        number({
          mistakes: [{ answer: 288, why: 'All.' }],
          measured: { experiment: 'e', value: 'v' },
        }),
        {
          id: 'o',
          kind: 'order',
          question: 'Order?',
          items: [option('a'), option('b'), option('c')],
        },
      ),
    ).toEqual([]);
  });
  it.each([
    [
      one({ kind: 'single' }),
      /^questions.0.kind: `kind` must be one, many, number or order, found "single"/,
    ],
    [
      one({ options: [option('a'), option('b')] }),
      /options: `kind: one` needs exactly one .* found 0\./,
    ],
    [
      one({ options: [option('a', true), option('b', true)] }),
      /found 2\. If several are right, make it `kind: many`/,
    ],
    [one({ options: [option('a', true)] }), /needs at least 2 options/],
    [
      one({ options: Array.from({ length: 7 }, (_, i) => option(`${i}`, i ? undefined : true)) }),
      /at most 6/,
    ],
    [one({ options: [option('a', true), option('a')] }), /options.1.text: "a" stands here twice/],
    [
      one({ options: [option('a', true), { text: 'b' }] }),
      /options.1.why: The option's `why` .* is missing/,
    ],
    [
      one({ options: [option('a', true), { ...option('b'), right: false }] }),
      /options.1.right: `right` is either `true` or left out/,
    ],
    [
      one({ kind: 'many' }),
      /`kind: many` needs two or more .* found 1\. With one, make it `kind: one`/,
    ],
    [
      one({ kind: 'many', options: [option('a', true), option('b', true)] }),
      /needs a wrong option too/,
    ],
    [one({ anwser: 1 }), /^questions.0: Unknown key "anwser"/],
    [
      number({ answer: '98 requests' }),
      /answer: `answer` must be a plain number without its unit, found "98 requests"/,
    ],
    [number({ tolerance: undefined }), /tolerance: `tolerance` is missing: add a number/],
    [number({ tolerance: -1 }), /0 or more/],
    [
      number({ mistakes: [{ answer: 100, why: 'x' }] }),
      /mistakes.0.answer: 100 is within 5 of the right answer 98/,
    ],
    [
      { id: 'o', kind: 'order', question: 'x', items: [option('a'), option('b')] },
      /at least 3 items/,
    ],
  ])('says what is wrong: %j', (question, message) => {
    const found = quizProblems(question);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
  it('wants unique ids', () => {
    expect(quizProblems(one(), one())[0]).toMatch(/^questions.1.id: The id "q1" is already used/);
  });
});

describe('checkQuizAgainstMeasured', () => {
  const quiz = (over: object): Quiz =>
    quizSchema.parse({
      questions: [number({ measured: { experiment: 'kill', value: 'failed' }, ...over })],
    });
  it.each([98, 93, 103])('accepts %d, within the tolerance', (failed) => {
    expect(checkQuizAgainstMeasured(quiz({}), { kill: { failed } })).toEqual([]);
  });
  it('ignores questions that claim nothing of the lab', () => {
    expect(
      checkQuizAgainstMeasured(quizSchema.parse({ questions: [one(), number()] }), {}),
    ).toEqual([]);
  });
  it.each([
    [
      { kill: { failed: 104 } },
      'the lab measured 104 (kill.failed), which is more than 5 away from the answer 98. Set `answer` to 104',
    ],
    [{ kill: { failed: Number.NaN } }, 'the lab measured NaN'],
    [{ kill: { lost: 98 } }, 'experiment "kill" measures no "failed". It measures lost.'],
    [{ slow: { failed: 98 } }, 'the lab has no experiment "kill". It has slow.'],
    [{}, 'It has none.'],
  ])('reports %j', (measured, message) => {
    const found = checkQuizAgainstMeasured(quiz({}), measured);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(found[0]).toContain('"n1"');
  });
  it('does not take an inherited name for an experiment', () => {
    expect(
      checkQuizAgainstMeasured(
        quiz({ measured: { experiment: 'constructor', value: 'name' } }),
        {},
      ),
    ).toHaveLength(1);
  });
});
