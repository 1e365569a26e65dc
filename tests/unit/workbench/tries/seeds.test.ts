import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../../src/workbench/store.ts';
import type { Store } from '../../../../src/workbench/store.ts';
import { SEEDS, spoken } from '../../../../src/workbench/tries/seeds.ts';
import { bundle, FakeEngine, fakeEffects, lab } from '../fake.ts';
import type { FakeSession } from '../fake.ts';

const LB = 'pair/services/lb.ts';
const [drill] = lab.drills;
let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', {
    ...world.effects,
    later: (run, ms) => {
      if (ms === 0) queueMicrotask(run);
      else world.effects.later(run, ms);
    },
  });
});

const run = () => store.seeds.runs.value['mend-it'];
/** Crashes at every third seed. */
function crashSometimes(): void {
  const boot = engine.boot.bind(engine);
  engine.boot = async (plan, options) => {
    const session = (await boot(plan, options)) as FakeSession;
    if (plan.seed % 3 === 0) {
      session.script = [{ kind: 'crash', t: 4, machine: 'lb', message: 'no', stack: '' }];
    }
    return session;
  };
}

describe('a drill over many seeds', () => {
  it('runs what is typed at each, and keeps what failed first', async () => {
    crashSometimes();
    store.files.type(LB, '// mine');
    await store.seeds.run(drill!);
    expect(engine.sessions.map(({ plan }) => plan.seed).sort((a, b) => a - b)).toEqual(
      Array.from({ length: SEEDS }, (_, index) => index + 1),
    );
    expect(engine.sessions.every(({ plan }) => plan.files[LB] === '// mine')).toBe(true);
    expect(engine.sessions.every(({ disposed }) => disposed)).toBe(true);
    expect(run()).toMatchObject({
      kind: 'done',
      share: 1,
      attempt: { files: { [LB]: '// mine' } },
    });
    expect(
      run()
        ?.results.map(({ seed, passed }) => [seed, passed])
        .slice(0, 4),
    ).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [4, true],
    ]);
    expect(run()?.results[2]?.failed).toEqual({ title: 'No crash', value: '1', others: 0 });
    world.tick();
    expect(store.announcer.text.value).toMatch(
      /^14 of 20 seeds passed\. First to fail is seed 3: No crash\. lb\.ts saved/,
    );
  });

  it('keeps what came before it was cancelled, and lets the live run go on', async () => {
    await store.run.start();
    const live = engine.last;
    const stop = store.seeds.runs.subscribe((runs) => {
      if ((runs['mend-it']?.results.length ?? 0) >= 5) store.seeds.cancel();
    });
    await store.seeds.run(drill!);
    stop();
    expect(run()?.kind).toBe('cancelled');
    expect(run()?.results.length).toBeGreaterThanOrEqual(5);
    expect(run()?.results.length).toBeLessThan(SEEDS);
    expect(store.seeds.running.value).toBeUndefined();
    expect(live.speed).toBe(1);
  });

  it('says why it could not be run', async () => {
    engine.refuses = 'lb.ts, line 3: Expected )';
    await store.seeds.run(drill!);
    expect(run()).toMatchObject({ kind: 'failed', reason: 'lb.ts, line 3: Expected )' });
  });

  it('runs one at a time, and is forgotten when the drill itself is run', async () => {
    const both = [store.seeds.run(drill!), store.seeds.run(drill!)];
    await Promise.all(both);
    expect(engine.sessions).toHaveLength(SEEDS);
    store.drills.predict('mend-it', 'no');
    await store.drills.openAgain('mend-it', {}, 3);
    expect(run()).toBeDefined();
    await store.drills.run('mend-it');
    expect(run()).toBeUndefined();
  });

  it('has one sentence for all', () => {
    const passed = Array.from({ length: 20 }, (_, n) => ({ seed: n + 1, passed: true }));
    expect(spoken(passed)).toBe('All 20 seeds passed');
  });
});
