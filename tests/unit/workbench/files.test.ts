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

describe('the files', () => {
  it('lists entries in the order of the machines, then the rest, then what labs share', () => {
    expect(store.files.list.map((file) => file.name)).toEqual([
      'lb.ts',
      'web.ts',
      'health.ts',
      'machine.ts',
    ]);
    expect(store.files.list.at(-1)?.readonly).toBe(true);
  });

  it('opens where the first drill to mend has its work', () => {
    expect(store.files.open.value).toBe(LB);
  });

  it('saves without a run: kept, and run at the next start', async () => {
    store.files.type(LB, '// mine');
    expect(store.files.drafts.value).toEqual({ [LB]: '// mine' });
    await store.files.save(LB);
    expect(store.files.drafts.value).toEqual({});
    expect(world.kept).toEqual({ [LB]: '// mine' });
    await store.run.start();
    expect(engine.last.plan.files[LB]).toBe('// mine');
  });

  it('finds the edits of an earlier visit, but none of files that are gone', () => {
    world.kept[LB] = '// mine';
    world.kept['pair/services/old.ts'] = '// gone';
    store.files.load();
    expect(store.files.saved.value).toEqual({ [LB]: '// mine' });
  });

  it('hands a save to the run and says what restarted', async () => {
    await store.run.start();
    store.files.type(LB, '// mine');
    await store.files.save(LB);
    expect(engine.last.written).toEqual([[LB, '// mine']]);
    expect(store.files.said.value).toBe('lb.ts saved, lb restarted.');
  });

  it('has a known answer whole at once, however long its files take to be handed on', async () => {
    await store.run.start();
    const answer = { [LB]: '// answer', 'pair/services/web.ts': '// answer too' };
    const laid = store.files.replace(answer);
    expect(store.files.all()).toMatchObject(answer);
    await laid;
    expect(engine.last.written).toEqual(Object.entries(answer));
  });

  it('shows a syntax problem on its line, and takes it away with the next good save', async () => {
    await store.run.start();
    engine.last.answer = {
      ok: false,
      problem: { path: LB, line: 3, column: 7, message: 'Expected )' },
    };
    store.files.type(LB, 'send(');
    await store.files.save(LB);
    expect(store.files.problems.value).toMatchObject([{ kind: 'syntax', path: LB, line: 3 }]);
    expect(world.kept[LB]).toBe('send(');
    engine.last.answer = { ok: true, restarted: ['lb'] };
    store.files.type(LB, 'send()');
    await store.files.save(LB);
    expect(store.files.problems.value).toEqual([]);
  });

  it('shows a crash on its line, once per machine, until the next start', async () => {
    await store.run.start();
    const crash = {
      kind: 'crash',
      machine: 'lb',
      message: 'no',
      stack: '',
      path: LB,
      line: 9,
    } as const;
    engine.last.emit({ ...crash, t: 1 }, { ...crash, t: 2, line: 12 });
    world.tick();
    expect(store.files.problems.value).toMatchObject([{ kind: 'crash', line: 12 }]);
    await store.run.reset();
    expect(store.files.problems.value).toEqual([]);
  });

  it('says so when this browser does not keep an edit', async () => {
    const broken = createStore(lab, bundle, '99', {
      ...world.effects,
      edits: {
        ...world.effects.edits,
        save: () => {
          throw new Error('full');
        },
      },
    });
    broken.files.type(LB, '// mine');
    await broken.files.save(LB);
    expect(broken.files.said.value).toContain('did not keep it');
    expect(broken.files.shown(LB)).toBe('// mine');
  });

  it('never changes a shared file', async () => {
    store.files.type('machine.ts', '// faster');
    await store.files.save('machine.ts');
    expect(store.files.all()['machine.ts']).toBe('// shared');
  });

  it('resets to the text of the course, and forgets the edit', async () => {
    store.files.type(LB, '// mine');
    await store.files.save(LB);
    await store.files.reset([LB]);
    expect(store.files.shown(LB)).toBe('// lb');
    expect(world.kept).toEqual({});
  });

  it('lays a solution over the files and can put the reader’s version back', async () => {
    store.files.type(LB, '// mine, not saved');
    await store.files.replace({ [LB]: '// lb, mended' });
    expect(store.files.shown(LB)).toBe('// lb, mended');
    expect(store.files.replaced.value).toBe(true);
    await store.files.putBack();
    expect(store.files.shown(LB)).toBe('// mine, not saved');
    expect(store.files.replaced.value).toBe(false);
  });
});
