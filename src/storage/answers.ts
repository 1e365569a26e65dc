/**
 * Quiz answers. Version 1, by stage and question:
 *   { "load-balancer": { "dead-400ms": { "print": "1x2y3z", "tries": [[0], [2]], "gaveUp": true } } }
 */
import { reduceQuiz } from '../learning/grading.ts';
import type { QuestionState, QuizEvent, QuizState } from '../learning/grading.ts';
import { at, put } from '../learning/records.ts';
import type { Rec } from '../learning/records.ts';
import { openBox } from './box.ts';
import type { BoxSpec } from './box.ts';
import { fields, flag, ID, list, number, record, text } from './guards.ts';

const readQuestion = fields<QuestionState>(
  {
    print: text(32),
    tries: list(list(number(-1e15, 1e15), 12), 8),
    gaveUp: flag,
  },
  ['gaveUp'],
);

export const answersSpec: BoxSpec<Rec<QuizState>> = {
  name: 'answers',
  title: 'quiz answers',
  version: 1,
  empty: {},
  read: (data, lost) => record(ID, record(ID, readQuestion))(data, 'answers', lost),
};

const box = openBox(answersSpec);
const none: QuizState = {};

export const readAnswers = (stage: string): QuizState => at(box.read(), stage) ?? none;

export const watchAnswers = (stage: string, listener: (state: QuizState) => void) =>
  box.watch((all) => {
    listener(at(all, stage) ?? none);
  });

export function changeAnswers(stage: string, event: QuizEvent): void {
  box.update((all) => {
    const before = at(all, stage) ?? none;
    const after = reduceQuiz(before, event);
    return after === before ? all : put(all, stage, after);
  });
}
