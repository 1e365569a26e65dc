import { describe, expect, it } from 'vitest';
import { reduceProgress, stageOf } from '../../../src/learning/progress.ts';
import type { Progress, ProgressEvent } from '../../../src/learning/progress.ts';

const run = (...events: [ProgressEvent, number][]) =>
  events.reduce<Progress>((state, [event, now]) => reduceProgress(state, event, now), {});
const score = (right: number, total = 4, settled = total): ProgressEvent => ({
  type: 'quizScored',
  stage: 'cache',
  score: { right, total, settled, firstTry: 0 },
});
const read: ProgressEvent = { type: 'lessonRead', stage: 'cache' };
const passed: ProgressEvent = { type: 'drillPassed', stage: 'cache', drill: 'constructor' };

describe('progress', () => {
  it('starts empty, whatever the stage is called', () => {
    expect(stageOf({}, 'constructor')).toEqual({ drills: {} });
  });
  it('keeps first times', () => {
    const state = run([read, 1], [passed, 2], [read, 3], [passed, 4]);
    expect(state).toEqual({ cache: { readAt: 1, drills: { constructor: 2 } } });
  });
  it('keeps the best full round', () => {
    expect(run([score(2), 1], [score(4), 2], [score(3), 3]).cache?.quiz).toEqual({
      right: 4,
      total: 4,
      at: 2,
    });
  });
  it('ignores rounds that are not finished', () => {
    expect(run([score(2, 4, 3), 1])).toEqual({});
    expect(run([score(0, 0), 1])).toEqual({});
  });
  it('counts a changed quiz anew', () => {
    expect(run([score(4, 4), 1], [score(4, 6), 2]).cache?.quiz).toEqual({
      right: 4,
      total: 6,
      at: 2,
    });
  });
  it('returns the same state when nothing changed', () => {
    const state = run([read, 1], [score(4), 2]);
    expect(reduceProgress(state, read, 9)).toBe(state);
    expect(reduceProgress(state, score(4), 9)).toBe(state);
  });
});
