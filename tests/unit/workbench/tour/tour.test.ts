/** The hints of a first visit. */
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Prefs } from '../../../../src/workbench/layout/splits.ts';
import { HINTS, ON_SCREEN } from '../../../../src/workbench/tour/hints.ts';
import { beside } from '../../../../src/workbench/tour/place.ts';
import { createTour } from '../../../../src/workbench/tour/tour.ts';

function visit(kept: Record<string, string | number | boolean>) {
  const said: string[] = [];
  const prefs: Prefs = { load: () => kept, save: (more) => void Object.assign(kept, more) };
  const tour = createTour(prefs, { text: signal(''), say: (text) => void said.push(text) });
  return { tour, said };
}

describe('the tour', () => {
  it('is of five, the first on the poster, and each is said once', () => {
    expect(ON_SCREEN.length + 1).toBe(HINTS);
    const { tour, said } = visit({});
    expect(tour.hint.value).toBeUndefined();
    tour.begin();
    tour.begin();
    const numbers: number[] = [];
    while (tour.hint.value) {
      numbers.push(tour.hint.value.number);
      tour.next();
    }
    expect(numbers).toEqual([2, 3, 4, 5]);
    expect(said.map((text) => text.slice(0, 11))).toEqual(
      numbers.map((n) => `Hint ${String(n)} of 5`),
    );
  });

  it.each([
    ['dismissed', (tour: ReturnType<typeof visit>['tour']) => tour.dismiss()],
    [
      'seen to the end',
      (tour: ReturnType<typeof visit>['tour']) => ON_SCREEN.forEach(() => tour.next()),
    ],
  ])('never comes back once %s', (_how, end) => {
    const kept = {};
    const first = visit(kept);
    first.tour.begin();
    end(first.tour);
    expect(first.tour.hint.value).toBeUndefined();
    const second = visit(kept);
    second.tour.begin();
    expect(second.tour.hint.value).toBeUndefined();
    expect(second.said).toEqual([]);
  });

  it('comes back to who left in the middle', () => {
    const kept = {};
    const first = visit(kept);
    first.tour.begin();
    first.tour.next();
    const second = visit(kept);
    second.tour.begin();
    expect(second.tour.hint.value?.number).toBe(2);
  });

  it('works where nothing can be kept', () => {
    const refuse = () => {
      throw new Error('blocked');
    };
    const tour = createTour(
      { load: refuse, save: refuse },
      { text: signal(''), say: () => undefined },
    );
    tour.begin();
    expect(tour.hint.value?.number).toBe(2);
    tour.dismiss();
    expect(tour.hint.value).toBeUndefined();
  });
});

describe('beside', () => {
  const card = { width: 300, height: 120 };
  it.each([
    ['in the middle', { left: 600, top: 300, width: 100, height: 40 }, 'below'],
    ['in a corner', { left: 0, top: 0, width: 40, height: 40 }, 'below'],
    ['at the right end', { left: 1400, top: 60, width: 40, height: 40 }, 'below'],
    ['at the bottom', { left: 600, top: 850, width: 90, height: 50 }, 'above'],
  ])('stands whole on the screen, and points at its target %s', (_where, target, side) => {
    const screen = { width: 1440, height: 900 };
    const placed = beside(target, card, screen);
    expect(placed.side).toBe(side);
    expect(placed.left).toBeGreaterThanOrEqual(0);
    expect(placed.left + card.width).toBeLessThanOrEqual(screen.width);
    expect(placed.top).toBeGreaterThanOrEqual(0);
    expect(placed.top + card.height).toBeLessThanOrEqual(screen.height);
    const tip = placed.left + placed.tip;
    expect(tip).toBeGreaterThanOrEqual(target.left - 20);
    expect(tip).toBeLessThanOrEqual(target.left + target.width + 20);
    // It covers nothing of it.
    expect(placed.top >= target.top + target.height || placed.top + card.height <= target.top).toBe(
      true,
    );
  });

  it('leaves what is at the foot free', () => {
    const screen = { width: 390, height: 844 };
    const tab = { left: 65, top: 790, width: 65, height: 52 };
    const placed = beside(tab, card, screen, 680);
    expect(placed.side).toBe('apart');
    expect(placed.top + card.height).toBeLessThanOrEqual(680);
  });
});
