/** How far a reader has come: lessons read, drills passed, quiz scores. Times are ms since the epoch. */
import { at, put } from './records.ts';
import type { Rec } from './records.ts';
import type { Score } from './grading.ts';

export interface QuizResult {
  readonly right: number;
  readonly total: number;
  /** When this, the best result, was reached. */
  readonly at: number;
}

export interface StageProgress {
  /** When the lesson was first read to its end. */
  readonly readAt?: number;
  /** When each drill was first passed, by drill id. */
  readonly drills: Rec<number>;
  /** The best full round of the quiz. */
  readonly quiz?: QuizResult;
}

/** By stage id. */
export type Progress = Rec<StageProgress>;

export type ProgressEvent =
  | { readonly type: 'lessonRead'; readonly stage: string }
  | { readonly type: 'drillPassed'; readonly stage: string; readonly drill: string }
  | { readonly type: 'quizScored'; readonly stage: string; readonly score: Score };

/** First times stay, and a better score replaces a worse one: going over things again costs nothing. */
export function reduceProgress(state: Progress, event: ProgressEvent, now: number): Progress {
  const before = stageOf(state, event.stage);
  const after = stage(before, event, now);
  return after === before ? state : put(state, event.stage, after);
}

/** Progress in one stage, also before anything happened there. */
export const stageOf = (state: Progress, id: string): StageProgress =>
  at(state, id) ?? { drills: {} };

function stage(before: StageProgress, event: ProgressEvent, now: number): StageProgress {
  switch (event.type) {
    case 'lessonRead':
      return before.readAt === undefined ? { ...before, readAt: now } : before;
    case 'drillPassed':
      return at(before.drills, event.drill) === undefined
        ? { ...before, drills: put(before.drills, event.drill, now) }
        : before;
    case 'quizScored': {
      const { right, total, settled } = event.score;
      if (total === 0 || settled < total) return before;
      const best = before.quiz;
      // Against another number of questions it was another quiz.
      if (best?.total === total && best.right >= right) return before;
      return { ...before, quiz: { right, total, at: now } };
    }
  }
}
