import { describe, expect, it } from 'vitest';
import { isRight } from '../../../src/learning/grading.ts';
import { keyOf } from '../../../src/learning/quiz-key.ts';
import { quizSchema } from '../../../src/learning/schema.ts';
import type { Question } from '../../../src/learning/schema.ts';

const question = (data: object): Question => {
  const [parsed] = quizSchema.parse({
    questions: [{ id: 'q', question: 'Which?', ...data }],
  }).questions;
  if (!parsed) throw new Error('no question');
  return parsed;
};
const options = [
  { text: 'a', why: 'x' },
  { text: 'b', right: true, why: 'x' },
  { text: 'c', why: 'x' },
];
const items = (...texts: string[]) => texts.map((text) => ({ text, why: 'x' }));

describe('keyOf', () => {
  it('names the right options', () => {
    expect(keyOf(question({ kind: 'one', options }))).toMatchObject({
      kind: 'one',
      count: 3,
      right: [1],
    });
  });
  it('keeps the number and its known mistakes', () => {
    const data = {
      kind: 'number',
      answer: 5,
      tolerance: 1,
      why: 'x',
      mistakes: [{ answer: 9, why: 'y' }],
    };
    expect(keyOf(question(data))).toMatchObject({ answer: 5, tolerance: 1, mistakes: [9] });
  });
  it('shuffles into another order, the same every time', () => {
    for (let i = 0; i < 200; i++) {
      const make = () =>
        keyOf(question({ id: `q-${i}`, kind: 'order', items: items('a', 'b', 'c') }));
      const key = make();
      if (key.kind !== 'order') throw new Error(key.kind);
      expect([...key.shown].sort()).toEqual([0, 1, 2]);
      expect(isRight(key, key.shown)).toBe(false);
      expect(make()).toEqual(key);
    }
  });
  it('does not shuffle every question alike', () => {
    const orders = Array.from({ length: 40 }, (_, i) => {
      const key = keyOf(question({ id: `q${i}`, kind: 'order', items: items('a', 'b', 'c', 'd') }));
      return key.kind === 'order' ? key.shown.join('') : '';
    });
    expect(new Set(orders).size).toBeGreaterThan(8);
  });
});

describe('the fingerprint', () => {
  const print = (data: object) => keyOf(question({ kind: 'one', options, ...data })).print;
  it('changes with what the answers mean', () => {
    const forms = [
      print({}),
      print({ question: 'What?' }),
      print({ kind: 'many', options: options.map((o, i) => (i < 2 ? { ...o, right: true } : o)) }),
      print({ options: options.toReversed() }),
      print({ options: [{ ...options[0], right: true }, { text: 'b', why: 'x' }, options[2]] }),
    ];
    expect(new Set(forms).size).toBe(forms.length);
  });
  it('stays when only an explanation changes', () => {
    expect(print({ options: options.map((o) => ({ ...o, why: 'better' })) })).toBe(print({}));
  });
});
