import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { liveLoad } from '../../../src/workbench/run.ts';
import { asChoice, bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

const LB = 'pair/services/lb.ts';
let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
});

/** A link made in another browser: lb.ts changed, web killed at 50 ms, the load moved at 80 ms. */
async function theirs(): Promise<string> {
  const there = fakeEffects(new FakeEngine());
  const other = new FakeEngine();
  const sender = createStore(lab, bundle, '99', {
    ...there.effects,
    engines: [asChoice(other, 'Elsewhere')],
  });
  await sender.run.start();
  sender.files.type(LB, '// theirs');
  await sender.run.setSeed(11);
  other.last.emit(
    { kind: 'action', t: 0, action: liveLoad(lab, 100) },
    { kind: 'action', t: 50, action: { kind: 'kill', machine: 'web' } },
    { kind: 'action', t: 80, action: liveLoad(lab, 150) },
  );
  there.tick();
  const { url } = await sender.sharing.make();
  expect(url).toMatch(/^https:\/\/example\.org\/labs\/pair\/#share=1\./);
  return new URL(url).hash;
}

describe('a link that is opened', () => {
  it('runs nothing and changes nothing before the reader says so', async () => {
    world.kept[LB] = '// mine';
    store.files.load();
    await store.sharing.take(await theirs());
    expect(store.sharing.incoming.value).toMatchObject({
      kind: 'asking',
      situation: { files: { [LB]: '// theirs' }, rate: 100, seed: 11 },
    });
    expect(engine.sessions).toHaveLength(0);
    expect(world.kept).toEqual({ [LB]: '// mine' });

    await store.sharing.decline();
    expect(store.sharing.incoming.value).toBeUndefined();
    expect(world.forgotten.count).toBe(1);
    expect(engine.last.plan.files[LB]).toBe('// mine');
    expect(engine.last.plan.seed).toBe(7);
  });

  it('is an attempt of its own, runs as it says, and the reader’s edits are kept', async () => {
    world.kept[LB] = '// mine';
    store.files.load();
    store.files.type('pair/services/web.ts', '// typed, not saved');
    await store.sharing.take(await theirs());
    await store.sharing.accept();
    expect(engine.last.plan.files[LB]).toBe('// theirs');
    expect(engine.last.plan.seed).toBe(11);
    expect(engine.last.plan.vetted).not.toContain(LB);
    expect(engine.last.timeline).toEqual([
      { at: 0, action: liveLoad(lab, 100) },
      { at: 50, action: { kind: 'kill', machine: 'web' } },
      { at: 80, action: liveLoad(lab, 150) },
    ]);
    const { attempts } = store;
    expect(attempts.list.value.map(({ name }) => name)).toEqual(['My edits', 'From a link']);
    await attempts.open(attempts.list.value.find(({ name }) => name === 'My edits')?.id ?? '');
    expect(store.files.saved.value).toEqual({
      [LB]: '// mine',
      'pair/services/web.ts': '// typed, not saved',
    });
  });

  it('twice is one attempt', async () => {
    for (let time = 0; time < 2; time += 1) {
      await store.sharing.take(await theirs());
      await store.sharing.accept();
    }
    expect(store.attempts.list.value.map(({ name }) => name)).toEqual(['From a link']);
  });

  it('asks beside a lab that runs, which goes on when the reader says no', async () => {
    await store.run.start();
    const before = engine.last;
    await store.sharing.take(await theirs());
    await store.sharing.decline();
    expect(engine.last).toBe(before);
    expect(before.disposed).toBe(false);
  });

  it('that is damaged says so and leaves everything', async () => {
    await store.sharing.take('#share=1.nonsense');
    expect(store.sharing.incoming.value).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('damaged'),
    });
    await store.sharing.accept();
    expect(engine.sessions).toHaveLength(0);
    await store.sharing.decline();
    expect(engine.sessions).toHaveLength(1);
  });

  it('does not take the editor when the reader’s edits cannot be kept', async () => {
    store.files.type(LB, '// mine');
    world.tries.refuses = 'There is no room.';
    await store.sharing.take(await theirs());
    await store.sharing.accept();
    expect(store.sharing.incoming.value).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('no room'),
    });
    expect(store.files.shown(LB)).toBe('// mine');
  });
});

describe('a run that is played again', () => {
  it('has its control follow the load of the timeline', async () => {
    await store.sharing.take(await theirs());
    await store.sharing.accept();
    expect(store.run.rate.value).toBe(100);
    engine.last.emit({ kind: 'action', t: 80, action: liveLoad(lab, 150) });
    world.tick();
    expect(store.run.rate.value).toBe(150);
  });

  it('can be shared again before all of it has happened', async () => {
    await store.sharing.take(await theirs());
    await store.sharing.accept();
    engine.last.emit(
      { kind: 'action', t: 0, action: liveLoad(lab, 100) },
      { kind: 'action', t: 50, action: { kind: 'kill', machine: 'web' } },
    );
    world.tick();
    const { situation } = await store.sharing.make();
    expect(situation.faults.map(({ at }) => at)).toEqual([50, 80]);
    expect(situation.rate).toBe(100);
  });

  it('forgets its timeline when the reader resets it', async () => {
    await store.sharing.take(await theirs());
    await store.sharing.accept();
    await store.run.reset();
    expect(engine.last.timeline).toHaveLength(1);
  });
});
