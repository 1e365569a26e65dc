import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

const line = (t: number): JournalEvent => ({
  kind: 'log',
  t,
  machine: 'web',
  stream: 'out',
  text: `at ${String(t)}`,
});
const down: JournalEvent = {
  kind: 'machine',
  t: 2000,
  machine: 'web',
  state: 'down',
  reason: 'killed (SIGKILL)',
  incarnation: 1,
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
  await store.run.start();
  engine.last.emit(line(500), line(1500), down, line(2500), line(3000));
  world.tick();
});

describe('looking back', () => {
  it('shows machines, faults and log as they were, and holds the run', async () => {
    const { run } = store;
    expect(run.machines.value['web']?.state).toBe('down');
    run.past.seek(1600);
    await settled();
    expect(run.now.value).toBe(1600);
    expect(run.machines.value['web']).toBeUndefined();
    expect(run.active.value).toEqual([]);
    expect(
      run
        .logs()
        .lines('web', 9)
        .map(({ t }) => t),
    ).toEqual([500, 1500]);
    expect(engine.last.speed).toBe(0);
  });

  it('keeps what comes in meanwhile for the way back, and then goes on', async () => {
    const { run } = store;
    run.past.seek(1600);
    await settled();
    engine.last.emit(line(3010));
    world.tick();
    expect(run.now.value).toBe(1600);
    await run.past.back();
    expect(run.now.value).toBe(3010);
    expect(run.logs().lines('web', 9).at(-1)?.t).toBe(3010);
    expect(engine.last.speed).toBe(1);
  });

  it('leaves a paused run paused', async () => {
    await store.run.pause();
    store.run.past.seek(100);
    await store.run.past.back();
    expect(engine.last.speed).toBe(0);
    expect(store.run.paused.value).toBe(true);
  });

  it('what is done is done now', async () => {
    store.run.past.seek(1600);
    await store.run.apply({ kind: 'start', machine: 'web' });
    expect(store.run.past.look.value).toBeUndefined();
    expect(engine.last.applied.at(-1)).toEqual({ kind: 'start', machine: 'web' });
    expect(engine.last.speed).toBe(1);
  });

  it('steps through what is recorded, then on with the run itself', async () => {
    const { run } = store;
    run.past.seek(1600);
    await run.step({ by: 'event' });
    expect(run.now.value).toBe(2000);
    expect(run.machines.value['web']?.state).toBe('down');
    await run.step({ by: 'ms', ms: 1 });
    expect(run.now.value).toBe(2001);
    await run.step({ by: 'request' });
    expect(run.past.look.value?.t).toBe(3000);
    await run.step({ by: 'event' });
    expect(run.past.look.value).toBeUndefined();
    expect(run.paused.value).toBe(true);
  });

  it('plays what is recorded and then the run', async () => {
    const { run } = store;
    await run.pause();
    run.past.seek(500);
    await run.setSpeed(Infinity);
    expect(run.paused.value).toBe(true);
    await run.play();
    expect(run.paused.value).toBe(false);
    for (let i = 0; i < 5; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      world.tick();
    }
    await settled();
    expect(run.past.look.value).toBeUndefined();
    expect(engine.last.speed).toBe(Infinity);
  });

  it('does not go on while something else holds the run too', async () => {
    const release = await store.run.hold();
    store.run.past.seek(500);
    await store.run.past.back();
    expect(engine.last.speed).toBe(0);
    await release();
    expect(engine.last.speed).toBe(1);
  });

  it('goes to a moment of a drill’s own run, and back', async () => {
    engine.script = [line(100), { ...down, t: 300 }, line(700)];
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    world.tick();
    store.showMoment('mend-it', 200);
    expect(store.run.past.look.value).toEqual({ t: 200, drill: 'mend-it' });
    expect(
      store.run
        .logs()
        .lines('web', 9)
        .map(({ t }) => t),
    ).toEqual([100]);
    expect(store.run.past.recording().now).toBe(1000);
    store.run.past.seek(5000);
    expect(store.run.now.value).toBe(1000);
    await store.run.past.back();
    expect(store.run.now.value).toBe(3000);
  });

  it('begins anew with a new run', async () => {
    store.run.past.seek(500);
    await store.run.reset();
    expect(store.run.past.look.value).toBeUndefined();
    expect(store.run.now.value).toBe(0);
    expect(engine.last.speed).toBe(1);
  });

  it('changes no signal while nobody can see it', () => {
    const before = store.run.version.value;
    store.run.watch(false);
    engine.last.emit(line(4000));
    world.tick();
    expect(store.run.version.value).toBe(before);
    store.run.watch(true);
    expect(store.run.now.value).toBe(4000);
  });
});
