import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

const LB = 'pair/services/lb.ts';
let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
});

const verdict = () => {
  const { phase } = store.drills.state('mend-it');
  if (phase.kind !== 'judged') throw new Error(`not judged but ${phase.kind}`);
  return phase;
};

describe('drills', () => {
  it('does not run before the reader predicted', async () => {
    await store.drills.run('mend-it');
    expect(store.drills.state('mend-it').phase.kind).toBe('ready');
    expect(engine.sessions).toHaveLength(0);
  });

  it('grades what is typed, saved or not, and remembers a pass', async () => {
    store.files.type(LB, '// mine');
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    expect(engine.last.plan.files[LB]).toBe('// mine');
    expect(engine.last.disposed).toBe(true);
    expect(verdict()).toMatchObject({ predicted: 'no', verdict: { passed: true, outcome: 'no' } });
    expect(world.passed).toEqual(['mend-it']);
    expect(store.drills.passed.value).toEqual(['mend-it']);
  });

  it('fails with evidence, and keeps the verdict until the next run', async () => {
    engine.script = [{ kind: 'crash', t: 400, machine: 'lb', message: 'no', stack: '' }];
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    expect(verdict().verdict).toMatchObject({
      passed: false,
      outcome: 'yes',
      findings: [{ id: 'no-crash', value: '1', says: '1 crashes.' }],
    });
    expect(world.passed).toEqual([]);
    store.files.type(LB, '// mine');
    store.drills.predict('mend-it', 'yes');
    expect(verdict().predicted).toBe('no');
  });

  it('holds the live clock meanwhile and lets it go on', async () => {
    await store.run.start();
    const live = engine.last;
    store.drills.predict('mend-it', 'no');
    const running = store.drills.run('mend-it');
    await Promise.resolve();
    expect(live.speed).toBe(0);
    await running;
    expect(live.speed).toBe(1);
  });

  it('can be cancelled, which leaves the verdict of before', async () => {
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    let open = () => {};
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    const running = store.drills.run('mend-it');
    store.drills.cancel();
    open();
    await running;
    expect(verdict().verdict.passed).toBe(true);
    expect(store.drills.state('mend-it').attempts).toBe(1);
  });

  it('says why it could not run', async () => {
    engine.refuses = 'lb.ts, line 3: Expected )';
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    expect(store.drills.state('mend-it').phase).toEqual({
      kind: 'failed',
      reason: 'lb.ts, line 3: Expected )',
    });
  });

  it('opens hints one at a time, as many as there are', () => {
    for (let i = 0; i < 5; i += 1) store.drills.hint('mend-it');
    expect(store.drills.state('mend-it').hints).toBe(2);
  });

  it('puts a solution into the editor', async () => {
    const [solution] = lab.drills[0]!.solutions;
    await store.drills.solve('mend-it', solution!);
    expect(store.files.shown(LB)).toBe('// lb, mended');
    expect(store.files.replaced.value).toBe(true);
  });

  it('hands in the plan of a break drill in order of time, and no files out of it', async () => {
    store.drills.predict('break-it', 'a');
    store.drills.plan('break-it', [
      { at: 500, action: { kind: 'kill', machine: 'web' } },
      {
        at: 100,
        action: { kind: 'link-fault', id: 'x', from: 'lb', to: 'web', fault: { loss: 1 } },
      },
    ]);
    await store.drills.run('break-it');
    expect(engine.last.timeline.map(({ at }) => at)).toEqual([100, 500]);
  });

  it('refuses a plan that the drill does not allow, in words', async () => {
    store.drills.predict('break-it', 'a');
    store.drills.plan('break-it', [{ at: 1, action: { kind: 'kill', machine: 'lb' } }]);
    await store.drills.run('break-it');
    expect(store.drills.state('break-it').phase).toMatchObject({ kind: 'failed' });
  });
});
