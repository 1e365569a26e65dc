import { describe, expect, it } from 'vitest';
import { timeScale } from '../../../../src/workbench/charts/scale.ts';
import type { FaultSpan } from '../../../../src/workbench/folds/faults.ts';
import { lanesOf } from '../../../../src/workbench/timeline/lanes.ts';

const scale = timeScale({ from: 0, to: 30_000 }, 100, 400);
const fault = (id: string, lane: FaultSpan['lane'], from: number, until?: number): FaultSpan => ({
  id,
  lane,
  form: 'slow',
  label: id,
  title: id,
  from,
  until,
  heal: { kind: 'heal', id },
});

describe('lanesOf', () => {
  it('draws what lasts to the end of the ruler, and what is over to its end', () => {
    const [links, machines] = lanesOf(
      [fault('a', 'links', 9000), fault('b', 'machines', 12_000, 22_000)],
      scale,
      25_000,
    );
    expect(links!.bars[0]).toMatchObject({ x: 190, width: 210, active: true });
    expect(machines!.bars[0]).toMatchObject({ x: 220, width: 100, active: false });
  });

  it('shows a moment as it was: what ended later still lasts, what came later is not there', () => {
    const faults = [fault('a', 'links', 9000, 20_000), fault('b', 'links', 15_000)];
    const [links] = lanesOf(faults, scale, 12_000);
    expect(links!.bars.map((bar) => [bar.fault.id, bar.active])).toEqual([['a', true]]);
  });

  it('lays bars that overlap below each other, in two rows at most', () => {
    const faults = ['a', 'b', 'c'].map((id, i) => fault(id, 'links', i * 1000));
    const [links] = lanesOf(faults, scale, 10_000);
    expect(links!.rows).toBe(2);
    expect(links!.bars.map((bar) => bar.row)).toEqual([0, 1, 1]);
    const apart = lanesOf([fault('a', 'links', 0, 2000), fault('b', 'links', 5000)], scale, 10_000);
    expect(apart[0]!.rows).toBe(1);
  });

  it('keeps a short bar wide enough to see, and inside the ruler', () => {
    const [links] = lanesOf([fault('a', 'links', 29_990)], scale, 30_000);
    const bar = links!.bars[0]!;
    expect(bar.width).toBe(24);
    expect(bar.x + bar.width).toBeLessThanOrEqual(400);
  });
});
