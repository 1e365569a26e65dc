import { describe, expect, it } from 'vitest';
import { crowding, Thinning } from '../../../../src/workbench/topology/thinning.ts';

const marks = (link: string, count: number) =>
  Array.from({ length: count }, () => ({ link, at: 0.5, form: 'ok' as const }));

describe('crowding', () => {
  it('is that of the fullest link', () => {
    expect(crowding([...marks('a', 6), ...marks('b', 2)], (link) => (link === 'a' ? 4 : 8))).toBe(
      1.5,
    );
    expect(crowding([], () => 1)).toBe(0);
  });
});

describe('Thinning', () => {
  /** Frames of a load that would crowd a link so much if every request were drawn. */
  function after(frames: readonly number[]): number {
    const thinning = new Thinning();
    for (const load of frames) thinning.see(load / thinning.every);
    return thinning.every;
  }

  it('settles where the fullest link has room', () => {
    expect(after(Array<number>(300).fill(10))).toBe(16);
    expect(after(Array<number>(300).fill(0.9))).toBe(1);
  });

  it('keeps its step while the load wavers', () => {
    const thinning = new Thinning();
    const steps = new Set<number>();
    for (let i = 0; i < 1200; i++) {
      thinning.see((10 + 3 * Math.sin(i / 9)) / thinning.every);
      if (i > 120) steps.add(thinning.every);
    }
    expect(steps.size).toBe(1);
  });

  it('draws every request again once the load is gone', () => {
    expect(after([...Array<number>(100).fill(10), ...Array<number>(600).fill(0)])).toBe(1);
  });
});
