/** Where the edges between panels may be. */
import { describe, expect, it } from 'vitest';
import {
  edgesOf,
  keyed,
  placed,
  rangeOf,
  specOf,
  tracksOf,
} from '../../../../src/workbench/layout/sizes.ts';
import type { Divided, Edges } from '../../../../src/workbench/layout/sizes.ts';

const ROOM = { width: 1440, height: 720 };

const tracks = (layout: Divided, wanted: Edges, room = ROOM) =>
  Object.values(tracksOf(layout, placed(layout, wanted, room))).map(Number.parseFloat);

describe('placed', () => {
  it('is at home until something moves', () => {
    expect(tracks('wide', {}).map((share) => Math.round(share * 1.44))).toEqual([
      624, 444, 372, 808, 212, 420,
    ]);
    expect(tracks('medium', {})[0]).toBe(500);
  });

  it('takes what was asked for', () => {
    const edges = placed('wide', { left: 0.3, right: 0.6, upper: 0.4, side: 0.5 }, ROOM);
    expect(edges).toEqual({ left: 0.3, right: 0.6, upper: 0.4, side: 0.5 });
  });

  it.each([
    { left: 0.01, right: 0.02, upper: 0.01, side: 0.01 },
    { left: 0.99, right: 0.99, upper: 0.99, side: 0.99 },
    { left: 0.99, right: 0.01, upper: 0.9, side: 0.1 },
  ])('leaves every panel its room, whatever was asked for: %o', (wanted) => {
    for (const width of [1200, 1440, 2560]) {
      for (const height of [500, 720, 1400]) {
        for (const layout of ['wide', 'medium'] as const) {
          const room = { width, height };
          const edges = placed(layout, wanted, room);
          for (const edge of edgesOf(layout)) {
            const [min, max] = rangeOf(layout, edge, edges, room);
            expect(edges[edge]).toBeGreaterThanOrEqual(min - 1e-9);
            expect(edges[edge]).toBeLessThanOrEqual(max + 1e-9);
          }
          expect(Math.min(...tracks(layout, wanted, room))).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it('has no track below nothing in a room that is too small for all', () => {
    expect(
      Math.min(...tracks('wide', { upper: 0.9 }, { width: 200, height: 100 })),
    ).toBeGreaterThan(0);
  });

  it('lets the trace be pushed, and come back', () => {
    expect(placed('wide', { upper: 0.8, side: 0.6 }, ROOM).side).toBeCloseTo(0.8);
    expect(placed('wide', { upper: 0.4, side: 0.6 }, ROOM).side).toBeCloseTo(0.6);
  });
});

describe('keyed', () => {
  it('goes by steps, far with Shift, and to both ends', () => {
    const range = [0.2, 0.7] as const;
    expect(keyed('ArrowRight', false, 'x', 0.5, range)).toBeCloseTo(0.52);
    expect(keyed('ArrowLeft', true, 'x', 0.5, range)).toBeCloseTo(0.4);
    expect(keyed('ArrowDown', true, 'y', 0.65, range)).toBe(0.7);
    expect(keyed('Home', false, 'y', 0.5, range)).toBe(0.2);
    expect(keyed('End', false, 'y', 0.5, range)).toBe(0.7);
    expect(keyed('ArrowUp', false, 'x', 0.5, range)).toBeUndefined();
    expect(keyed('a', false, 'x', 0.5, range)).toBeUndefined();
  });
});

it('a layout names the edges it has', () => {
  expect(edgesOf('wide')).toEqual(['left', 'right', 'upper', 'side']);
  expect(() => specOf('medium', 'side')).toThrow('no edge "side"');
});
