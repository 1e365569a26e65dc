/**
 * Lessons read, drills passed, quiz scores. Version 1:
 *   { "load-balancer": { "readAt": ms, "drills": { "kill": ms }, "quiz": { "right", "total", "at": ms } } }
 */
import { reduceProgress } from '../learning/progress.ts';
import type { Progress, ProgressEvent, QuizResult, StageProgress } from '../learning/progress.ts';
import { openBox } from './box.ts';
import type { BoxSpec } from './box.ts';
import { fields, ID, integer, record, time } from './guards.ts';

const readQuiz = fields<QuizResult>({
  right: integer(0, 1000),
  total: integer(1, 1000),
  at: time,
});

const readStage = fields<Partial<StageProgress>>(
  {
    readAt: time,
    drills: record(ID, time),
    quiz: (value, where, lost) => {
      const quiz = readQuiz(value, where, lost);
      return quiz && quiz.right <= quiz.total ? quiz : undefined;
    },
  },
  ['readAt', 'drills', 'quiz'],
);

export const progressSpec: BoxSpec<Progress> = {
  name: 'progress',
  title: 'progress',
  version: 1,
  empty: {},
  read: (data, lost) =>
    record<StageProgress>(ID, (value, where, lose) => {
      const stage = readStage(value, where, lose);
      return stage && { ...stage, drills: stage.drills ?? {} };
    })(data, 'progress', lost),
};

const box = openBox(progressSpec);

export const readProgress = (): Progress => box.read();
export const watchProgress = box.watch;

/** For instance `recordProgress({ type: 'drillPassed', stage: 'cache', drill: 'stampede' })`. */
export function recordProgress(event: ProgressEvent, now = Date.now()): void {
  box.update((state) => reduceProgress(state, event, now));
}
