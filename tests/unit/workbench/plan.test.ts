import { beforeEach, describe, expect, it } from 'vitest';
import type { TimedAction } from '../../../src/engine/contract.ts';
import { createPlan } from '../../../src/workbench/plan.ts';
import type { PlanSlice } from '../../../src/workbench/plan.ts';
import { planSpans } from '../../../src/workbench/timeline/planned.ts';

const kill: TimedAction = { at: 5000, action: { kind: 'kill', machine: 'web' } };
const start: TimedAction = { at: 9000, action: { kind: 'start', machine: 'web' } };

let now = 1000;
let told: readonly TimedAction[] = [];
/** Ids that the session says have happened. */
let happened: readonly number[] = [];
let said: string[] = [];
let plan: PlanSlice;
const ids = () => plan.items.value.map(({ id }) => id);
const times = () => told.map(({ at }) => at);

beforeEach(() => {
  now = 1000;
  told = [];
  happened = [];
  said = [];
  plan = createPlan({
    schedule: (timeline) => {
      told = timeline;
      return Promise.resolve(happened);
    },
    now: () => now,
    announcer: { say: (text: string) => said.push(text) } as never,
  });
});

describe('the plan of the live run', () => {
  it('tells the session all that is to come, in order', async () => {
    await plan.add([start, kill], 'a blow');
    expect(times()).toEqual([5000, 9000]);
    await plan.later(500, kill.action, 'kill web');
    expect(times()).toEqual([1500, 5000, 9000]);
    expect(said).toContain('Planned: a blow');
  });

  it('moves what belongs together, never into the past', async () => {
    await plan.add([kill, start], 'a blow');
    await plan.move(ids(), 1500, 'a blow');
    expect(times()).toEqual([6500, 10_500]);
    await plan.move(ids(), -60_000, 'a blow');
    expect(times()).toEqual([1100, 5100]);
  });

  it('undoes moves of one bar at once, and what was deleted or cleared', async () => {
    await plan.add([kill, start], 'a blow');
    await plan.move(ids(), 500, 'a blow');
    await plan.move(ids(), 500, 'a blow');
    await plan.undo();
    expect(times()).toEqual([5000, 9000]);
    await plan.remove([ids()[0]!], 'kill web');
    expect(times()).toEqual([9000]);
    await plan.undo();
    await plan.clear();
    expect(times()).toEqual([]);
    expect(plan.undoes.value).toBe('Clear all');
    await plan.undo();
    expect(times()).toEqual([5000, 9000]);
  });

  it('forgets what has happened, and brings nothing back that was due', async () => {
    await plan.add([kill, start], 'a blow');
    await plan.clear();
    now = 6000;
    await plan.undo();
    expect(times()).toEqual([9000]);
    plan.pass(9000);
    expect(plan.items.value).toEqual([]);
  });
});

describe('what happens while it is moved', () => {
  it('is not planned any more, and the reader is told', async () => {
    await plan.add([kill, start], 'a blow');
    const [first, second] = ids();
    happened = [first!];
    await plan.move(ids(), 1500, 'a blow');
    expect(ids()).toEqual([second]);
    expect(times()).toEqual([6500, 10_500]);
    expect(said).toContain('Too late to move all of a blow: some of it has just happened');
  });

  it('does not come back by undo', async () => {
    await plan.add([kill], 'a blow');
    await plan.move(ids(), 4000, 'a blow');
    happened = ids();
    await plan.undo();
    expect(plan.items.value).toEqual([]);
  });
});

describe('planned bars', () => {
  it('last from a fault to what ends it', async () => {
    const cut = { kind: 'link-fault', id: 'cut', from: 'lb', to: 'web' } as const;
    await plan.add(
      [kill, start, { at: 6000, action: { ...cut, fault: { partition: true } } }],
      'blows',
    );
    expect(planSpans(plan.items.value)).toMatchObject([
      { title: 'kill web', lane: 'machines', form: 'cross', from: 5000, until: 9000 },
      { title: 'lb to web cut', lane: 'links', form: 'cross', from: 6000 },
    ]);
  });

  it('stand alone where an end has no planned begin, and where nothing lasts', async () => {
    await plan.add([start, { at: 2000, action: { kind: 'heal-all' } }], 'mending');
    expect(planSpans(plan.items.value)).toMatchObject([
      { title: 'end all faults', from: 2000, until: 2000 },
      { title: 'start web', from: 9000, until: 9000 },
    ]);
  });
});
