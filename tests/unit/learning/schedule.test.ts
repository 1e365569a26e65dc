import { describe, expect, it } from 'vitest';
import { DAY } from '../../../src/learning/cards.ts';
import type { CardState, Rating } from '../../../src/learning/cards.ts';
import { intervals, rate } from '../../../src/learning/schedule.ts';

const start = Date.UTC(2026, 2, 10, 15);
const MIN = 60_000;

/** Rates on each due date in turn. */
const follow = (...ratings: Rating[]): CardState[] => {
  const seen: CardState[] = [];
  let now = start;
  for (const rating of ratings) {
    const card = rate(seen.at(-1), rating, now);
    seen.push(card);
    now = card.due;
  }
  return seen;
};

describe('rate', () => {
  it('brings a forgotten card back in ten minutes and a known one in days', () => {
    const first = intervals(undefined, start);
    expect(first[1]).toBe(10 * MIN);
    expect(first[2]).toBeLessThan(DAY);
    expect(first[3]).toBeGreaterThanOrEqual(DAY);
    expect(first[4]).toBeGreaterThan(first[3]);
  });
  it('lengthens with each Good', () => {
    const days = follow(3, 3, 3, 3, 3).map((card) => card.days);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(days.at(-1)).toBeGreaterThan(60);
  });
  it('orders the four buttons at every step', () => {
    for (const card of [undefined, ...follow(3, 2, 4, 1, 3, 3)]) {
      const next = intervals(card, card?.due ?? start);
      expect(next[1]).toBeLessThan(next[3]);
      expect(next[2]).toBeLessThanOrEqual(next[3]);
      expect(next[3]).toBeLessThan(next[4]);
    }
  });
  it('counts a lapse and brings the card back within the sitting', () => {
    const [, lapsed] = follow(3, 1);
    expect(lapsed).toMatchObject({ phase: 'relearning', lapses: 1, reps: 2, days: 0 });
    expect((lapsed?.due ?? 0) - (lapsed?.last ?? 0)).toBe(10 * MIN);
  });
  it('is the same every time', () => {
    expect(follow(3, 3, 1, 3, 2, 4)).toEqual(follow(3, 3, 1, 3, 2, 4));
  });
  it('does not change the card it was given', () => {
    const card = Object.freeze(rate(undefined, 3, start));
    rate(card, 1, card.due);
    expect(card).toEqual(rate(undefined, 3, start));
  });
  it('clears what buried it', () => {
    const buried = { ...rate(undefined, 3, start), buriedUntil: start + DAY };
    expect(rate(buried, 3, start + 3 * DAY).buriedUntil).toBeUndefined();
  });
  it('never goes beyond three years, but for the two days that keep the buttons apart', () => {
    const last = follow(...new Array<Rating>(20).fill(4)).at(-1);
    expect(last?.days).toBeLessThanOrEqual(365 * 3 + 2);
  });
});

describe('a clock set back', () => {
  const card = rate(undefined, 3, start);
  it.each([1, 60 * MIN, 40 * DAY, 3000 * DAY])('by %d ms schedules from now', (back) => {
    for (const rating of [1, 2, 3, 4] as const) {
      const next = rate(card, rating, start - back);
      expect(next.last).toBe(start - back);
      expect(next.due).toBeGreaterThan(start - back);
      expect(next.due - next.last).toBeLessThan(40 * DAY);
      expect(Number.isFinite(next.stability)).toBe(true);
    }
  });
});
