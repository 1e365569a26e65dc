import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../../src/workbench/store.ts';
import type { Store } from '../../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from '../fake.ts';

const LB = 'pair/services/lb.ts';
let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
  store.drills.predict('mend-it', 'no');
});

const crash = { kind: 'crash', t: 400, machine: 'lb', message: 'no', stack: '' } as const;
function since() {
  const { phase } = store.drills.state('mend-it');
  return phase.kind === 'judged' ? store.lastRuns.since(phase.verdict)?.since : undefined;
}

describe('the last run of a drill', () => {
  it('is what the next one is compared with, in another visit too', async () => {
    engine.script = [crash];
    await store.drills.run('mend-it');
    expect(since()).toBeUndefined();
    expect(world.runs['mend-it']).toMatchObject({
      seed: 7,
      passed: false,
      findings: [{ id: 'no-crash', passed: false, value: '1' }],
      files: {},
    });

    store = createStore(lab, bundle, '99', world.effects);
    expect(store.lastRuns.all.value['mend-it']?.passed).toBe(false);
    store.drills.predict('mend-it', 'no');
    engine.script = [];
    store.files.type(LB, '// mine');
    await store.drills.run('mend-it');
    expect(since()).toMatchObject({
      checks: { 'no-crash': { change: 'newly passes', before: '1' } },
      files: [{ path: LB, before: '// lb', now: '// mine' }],
    });
    expect(world.runs['mend-it']?.files).toEqual({ [LB]: '// mine' });
  });

  it('tells the plan in words', async () => {
    store.drills.predict('break-it', 'a');
    store.drills.plan('break-it', [{ at: 500, action: { kind: 'kill', machine: 'web' } }]);
    await store.drills.run('break-it');
    expect(world.runs['break-it']?.plan).toEqual(['0.500 s kill web']);
  });

  it('stays where a run is only opened again', async () => {
    await store.drills.run('mend-it');
    const kept = world.runs['mend-it'];
    await store.drills.openAgain('mend-it', { files: { [LB]: '// then' } }, 4);
    expect(engine.last.plan).toMatchObject({ seed: 4, files: { [LB]: '// then' } });
    expect(since()).toMatchObject({ seed: { before: 7, now: 4 } });
    expect(world.runs['mend-it']).toBe(kept);
    expect(store.drills.state('mend-it').attempts).toBe(1);
  });

  it('costs no verdict where the browser would not keep or read it', async () => {
    const { effects } = world;
    const refuse = () => {
      throw new Error('no');
    };
    store = createStore(lab, bundle, '99', {
      ...effects,
      lastRuns: { load: refuse, keep: refuse },
    });
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    expect(store.drills.state('mend-it').phase.kind).toBe('judged');
    world.tick();
    expect(store.announcer.text.value).toContain('did not keep what this run showed: no');
  });
});
