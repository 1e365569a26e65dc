import { describe, expect, it } from 'vitest';
import { FrameClock } from '../../../../src/workbench/topology/frame-clock.ts';

describe('FrameClock', () => {
  it('moves evenly between lumps of news, and never ahead of them', () => {
    const clock = new FrameClock();
    clock.tick(0, 0, 1);
    const shown: number[] = [];
    for (let wall = 10; wall <= 2000; wall += 10) {
      const known = Math.floor(wall / 50) * 50;
      const t = clock.tick(wall, known, 1);
      expect(t).toBeLessThanOrEqual(known);
      shown.push(t);
    }
    const steps = shown.slice(100).map((t, i) => t - shown[i + 99]!);
    expect(Math.max(...steps)).toBeLessThanOrEqual(21);
    expect(shown.at(-1)!).toBeGreaterThan(1800);
  });

  it('keeps the pace of the session', () => {
    const clock = new FrameClock();
    clock.tick(0, 0, 0.02);
    for (let wall = 10; wall <= 1000; wall += 10) clock.tick(wall, wall * 0.02, 0.02);
    expect(clock.tick(1000, 20, 0.02)).toBeCloseTo(20, 0);
  });

  it('jumps back with a new run or a look back, and catches up when far behind', () => {
    const clock = new FrameClock();
    clock.tick(0, 5000, 1);
    expect(clock.tick(10, 30_000, 1)).toBeGreaterThan(29_800);
    expect(clock.tick(20, 12, 1)).toBe(12);
    expect(clock.tick(30, 99, 0)).toBe(99);
  });
});
