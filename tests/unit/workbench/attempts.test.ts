import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

const LB = 'pair/services/lb.ts';
const WEB = 'pair/services/web.ts';
let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
});

async function edit(path: string, text: string): Promise<void> {
  store.files.type(path, text);
  await store.files.save(path);
}
const names = () => store.attempts.list.value.map(({ name }) => name);
const id = (name: string) => store.attempts.list.value.find((one) => one.name === name)?.id ?? '';
const inEditor = () => store.files.saved.value;

/** A later visit to the same browser. */
function visit(): void {
  store = createStore(lab, bundle, '99', world.effects);
  store.files.load();
  store.attempts.load();
}

describe('named attempts', () => {
  it('are kept, and each has its own files', async () => {
    await edit(LB, '// one');
    await store.attempts.saveAs('  First  ');
    await store.attempts.saveAs('Second');
    await edit(LB, '// two');
    await edit(WEB, '// two too');
    expect(names()).toEqual(['First', 'Second']);

    await store.attempts.open(id('First'));
    expect(inEditor()).toEqual({ [LB]: '// one' });
    expect(world.kept).toEqual({ [LB]: '// one' });
    await store.attempts.open(id('Second'));
    expect(inEditor()).toEqual({ [LB]: '// two', [WEB]: '// two too' });
  });

  it('run when they are opened: only files that differ are written', async () => {
    await store.run.start();
    await store.attempts.saveAs('As it came');
    await store.attempts.saveAs('Mine');
    await edit(LB, '// mine');
    engine.last.written.length = 0;
    await store.attempts.open(id('As it came'));
    expect(engine.last.written).toEqual([[LB, '// lb']]);
  });

  it('show what does not parse when they are opened', async () => {
    await store.run.start();
    await edit(LB, '// broken');
    await store.attempts.saveAs('Broken');
    await store.attempts.saveAs('Other');
    await edit(LB, '// fine');
    engine.last.answer = { ok: false, problem: { path: LB, line: 1, message: 'no' } };
    await store.attempts.open(id('Broken'));
    expect(store.files.problems.value).toMatchObject([{ kind: 'syntax', path: LB }]);
  });

  it('take along what is typed and not saved', async () => {
    await store.attempts.saveAs('First');
    await store.attempts.saveAs('Second');
    store.files.type(LB, '// typed');
    await store.attempts.open(id('First'));
    expect(store.files.drafts.value).toEqual({});
    expect(inEditor()).toEqual({});
    await store.attempts.open(id('Second'));
    expect(inEditor()).toEqual({ [LB]: '// typed' });
  });

  it('keep edits without a name before something else is opened', async () => {
    await store.attempts.saveAs('First');
    await store.attempts.remove(id('First'));
    await edit(LB, '// nameless');
    await store.attempts.undo();
    await store.attempts.open(id('First'));
    expect(names()).toEqual(expect.arrayContaining(['First', 'My edits']));
    await store.attempts.open(id('My edits'));
    expect(inEditor()).toEqual({ [LB]: '// nameless' });
  });

  it('have names of their own', async () => {
    for (const name of ['Try', 'Try', 'Other']) await store.attempts.saveAs(name);
    expect(names()).toEqual(['Try', 'Try 2', 'Other']);
    store.attempts.rename(id('Other'), 'Try');
    expect(names()).toContain('Try 3');
    store.attempts.rename(id('Try 3'), ' Try 3 ');
    store.attempts.rename(id('Try 3'), '   ');
    expect(names()).toContain('Try 3');
  });
});

describe('a deleted attempt', () => {
  it('comes back, with its name and its files', async () => {
    await store.attempts.saveAs('First');
    await edit(LB, '// one');
    await store.attempts.saveAs('Second');
    await store.attempts.remove(id('First'));
    expect(names()).toEqual(['Second']);
    expect(store.attempts.deleted.value?.name).toBe('First');
    await store.attempts.undo();
    expect(store.attempts.deleted.value).toBeUndefined();
    await store.attempts.open(id('First'));
    expect(inEditor()).toEqual({ [LB]: '// one' });
  });

  it('that was in the editor leaves it, and comes back into it, unsaved text included', async () => {
    await store.attempts.saveAs('First');
    store.files.type(LB, '// typed');
    await store.attempts.remove(id('First'));
    expect(inEditor()).toEqual({});
    expect(store.attempts.current.value).toBeUndefined();
    await store.attempts.undo();
    expect(inEditor()).toEqual({ [LB]: '// typed' });
    expect(store.attempts.current.value).toBe(id('First'));
  });
});

describe('a later visit', () => {
  it('goes on in the attempt it left', async () => {
    await store.attempts.saveAs('First');
    await edit(LB, '// one');
    visit();
    expect(names()).toEqual(['First']);
    await edit(LB, '// more');
    await store.attempts.saveAs('Second');
    await store.attempts.open(id('First'));
    expect(inEditor()).toEqual({ [LB]: '// more' });
  });

  it('finds edits that came past it as an attempt of their own', async () => {
    await store.attempts.saveAs('First');
    await edit(LB, '// one');
    world.kept[LB] = '// from a file of progress';
    visit();
    expect(inEditor()).toEqual({ [LB]: '// from a file of progress' });
    expect(names()).toEqual(['First', 'Other edits']);
    await store.attempts.open(id('First'));
    expect(inEditor()).toEqual({ [LB]: '// one' });
  });

  it('opens an attempt whose edits came without it', async () => {
    await store.attempts.saveAs('First');
    await edit(LB, '// one');
    delete world.kept[LB];
    visit();
    expect(inEditor()).toEqual({ [LB]: '// one' });
  });
});

describe('with another tab', () => {
  it('the list follows, and what is open here stays in the editor', async () => {
    await store.attempts.saveAs('First');
    await edit(LB, '// one');
    const first = id('First');
    world.tries.elsewhere(() => {
      delete world.tries.kept[first];
      world.tries.kept.other = { name: 'Theirs', files: {}, at: 99 };
    });
    expect(names()).toEqual(['Theirs']);
    expect(inEditor()).toEqual({ [LB]: '// one' });
    await store.attempts.open('other');
    expect(names()).toContain('My edits');
  });
});

it('what cannot be kept is said, and stays in the editor', async () => {
  await store.attempts.saveAs('First');
  await store.attempts.saveAs('Second');
  store.files.type(LB, '// typed');
  world.tries.refuses = 'There is no room.';
  await store.attempts.open(id('First'));
  expect(store.attempts.problem.value).toBe(
    'This browser did not keep “Second”. There is no room.',
  );
  expect(store.files.shown(LB)).toBe('// typed');
});
