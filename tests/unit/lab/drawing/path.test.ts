import { describe, expect, it } from 'vitest';
import { roundedPath, simplify } from '../../../../src/lab/drawing/path.ts';

const corner = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 50 },
];

describe('roundedPath', () => {
  it('cuts a corner by a quarter circle', () => {
    const path = roundedPath(corner, 10);
    expect(path.d).toBe('M0 0L90 0A10 10 0 0 1 100 10L100 50');
    expect(path.length).toBeCloseTo(90 + (Math.PI / 2) * 10 + 40);
  });

  it('turns the other way for a corner to the left', () => {
    expect(roundedPath([corner[0]!, corner[1]!, { x: 100, y: -50 }], 10).d).toContain(
      '0 0 0 100 -10',
    );
  });

  it('finds the point at any fraction, evenly along the line', () => {
    const path = roundedPath(corner, 10);
    expect(path.at(0)).toEqual({ x: 0, y: 0 });
    expect(path.at(1).y).toBeCloseTo(50);
    expect(path.at(-1)).toEqual({ x: 0, y: 0 });
    expect(path.at(2).y).toBeCloseTo(50);
    const middle = path.at((90 + (Math.PI / 4) * 10) / path.length);
    expect(middle.x).toBeCloseTo(90 + 10 * Math.SQRT1_2);
    expect(middle.y).toBeCloseTo(10 - 10 * Math.SQRT1_2);
    const steps = Array.from({ length: 101 }, (_, i) => path.at(i / 100));
    const gaps = steps.slice(1).map((p, i) => Math.hypot(p.x - steps[i]!.x, p.y - steps[i]!.y));
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.05);
  });

  it('makes corners smaller where there is no room for them', () => {
    const path = roundedPath(
      [
        { x: 0, y: 0 },
        { x: 20, y: 0 },
        { x: 20, y: 8 },
        { x: 40, y: 8 },
      ],
      10,
    );
    expect(path.d).toContain('A4 4');
  });
});

describe('simplify', () => {
  it('drops repeats and points on a straight run', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
      { x: 5, y: 0 },
      { x: 9, y: 0 },
      { x: 9, y: 4 },
    ];
    expect(simplify(points)).toEqual([points[0], points[3], points[4]]);
  });
});
