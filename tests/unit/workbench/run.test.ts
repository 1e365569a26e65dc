import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

let engine: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let store: Store;

beforeEach(() => {
  engine = new FakeEngine();
  world = fakeEffects(engine);
  store = createStore(lab, bundle, '99', world.effects);
});

describe('the live run', () => {
  it('boots with the lab, the seed and the load, at real time', async () => {
    expect(store.run.state.value).toEqual({ kind: 'off' });
    await store.run.start();
    expect(store.run.state.value).toEqual({ kind: 'running' });
    expect(engine.last.plan.machines.map((machine) => machine.id)).toEqual(['lb', 'web']);
    expect(engine.last.plan.seed).toBe(store.run.seed.value);
    expect(engine.last.timeline).toMatchObject([
      { at: 0, action: { kind: 'load', id: 'live', profile: { rate: 100 } } },
    ]);
    expect(engine.last.speed).toBe(1);
  });

  it('says why it did not start, and starts when asked again', async () => {
    engine.refuses = 'no Workers here';
    await store.run.start();
    expect(store.run.state.value).toEqual({ kind: 'failed', reason: 'no Workers here' });
    engine.refuses = undefined;
    await store.run.start();
    expect(store.run.state.value.kind).toBe('running');
  });

  it('does not start twice', async () => {
    await Promise.all([store.run.start(), store.run.start()]);
    expect(engine.sessions).toHaveLength(1);
  });

  it('drops a boot that was stopped under way', async () => {
    let open = () => {};
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    const starting = store.run.start();
    await store.run.stop();
    open();
    await starting;
    expect(store.run.state.value).toEqual({ kind: 'off' });
    expect(engine.sessions).toHaveLength(0);
  });

  it('fails with the reason when the session dies by itself', async () => {
    await store.run.start();
    engine.last.die('its frame crashed');
    await Promise.resolve();
    expect(store.run.state.value).toEqual({ kind: 'failed', reason: 'its frame crashed' });
  });

  it('reset disposes of the old session and forgets what it said', async () => {
    await store.run.start();
    const first = engine.last;
    first.emit({ kind: 'log', t: 5, machine: 'lb', stream: 'out', text: 'hello' });
    world.tick();
    expect(store.run.now.value).toBe(5);
    await store.run.reset();
    expect(first.disposed).toBe(true);
    expect(engine.sessions).toHaveLength(2);
    expect(store.run.now.value).toBe(0);
    expect(store.run.logs().lines('all', 10)).toEqual([]);
    first.emit({ kind: 'log', t: 6, machine: 'lb', stream: 'out', text: 'late' });
    world.tick();
    expect(store.run.logs().lines('all', 10)).toEqual([]);
  });

  it('folds many batches into one change of its signals', async () => {
    await store.run.start();
    let changes = 0;
    store.run.version.subscribe(() => (changes += 1));
    changes = 0;
    for (let t = 1; t <= 50; t += 1) {
      engine.last.emit({ kind: 'log', t, machine: 'lb', stream: 'out', text: `line ${t}` });
    }
    world.tick();
    expect(changes).toBe(1);
    expect(store.run.logs().lines('lb', 100)).toHaveLength(50);
  });

  it('pauses, steps and plays at the chosen speed', async () => {
    await store.run.start();
    await store.run.setSpeed(0.02);
    expect(engine.last.speed).toBe(0.02);
    await store.run.pause();
    expect(engine.last.speed).toBe(0);
    await store.run.setSpeed(10);
    expect(engine.last.speed).toBe(0);
    await store.run.play();
    expect(engine.last.speed).toBe(10);
    await store.run.step({ by: 'event' });
    expect(store.run.paused.value).toBe(true);
  });

  it('keeps the load within its range and tells the session', async () => {
    await store.run.start();
    await store.run.setRate(5000);
    expect(store.run.rate.value).toBe(200);
    expect(engine.last.applied.at(-1)).toMatchObject({ kind: 'load', profile: { rate: 200 } });
  });

  it('begins anew with another seed', async () => {
    await store.run.start();
    await store.run.setSeed(42);
    expect(engine.sessions).toHaveLength(2);
    expect(engine.last.plan.seed).toBe(42);
  });

  it('plays a break-it from the moment it is pressed', async () => {
    await store.run.start();
    engine.last.now = 3000;
    await store.run.breakIt(lab.breakIts[0]!);
    expect(engine.last.scheduled).toMatchObject([
      { at: 3000, action: { kind: 'mark' } },
      { at: 3000, action: { kind: 'kill', machine: 'web' } },
      { at: 3500, action: { kind: 'link-fault' } },
    ]);
  });

  it('shows in words what could not be done, until something works', async () => {
    await store.run.start();
    engine.last.refuses = 'There is no machine "x".';
    await store.run.apply({ kind: 'kill', machine: 'x' });
    expect(store.run.problem.value).toBe('There is no machine "x".');
    engine.last.refuses = undefined;
    await store.run.apply({ kind: 'kill', machine: 'web' });
    expect(store.run.problem.value).toBeUndefined();
  });

  it('follows a request sent by hand through its trace', async () => {
    await store.run.start();
    await store.sendByHand({ to: 'lb', method: 'GET', path: '/home' });
    const sent = engine.last.applied.at(-1);
    expect(sent).toMatchObject({ kind: 'request', request: { to: 'lb', path: '/home' } });
    if (sent?.kind !== 'request') throw new Error('no request');
    const trace = '1';
    const hop = { method: 'GET', path: '/home', trace };
    engine.last.emit(
      {
        kind: 'send',
        t: 1,
        id: 1,
        from: 'clients',
        to: 'lb',
        ...hop,
        client: { load: sent.id, flow: 1, step: 0 },
      },
      { kind: 'arrive', t: 2, id: 1, machine: 'lb' },
      { kind: 'send', t: 3, id: 2, from: 'lb', to: 'web', ...hop },
      { kind: 'done', t: 4, id: 2, from: 'lb', to: 'web', error: 'ECONNREFUSED', ms: 1, trace },
    );
    world.tick();
    expect(store.shownTrace()?.hops).toMatchObject([
      { id: 1, arrived: 2 },
      { id: 2, to: 'web', error: 'ECONNREFUSED', ended: 4 },
    ]);
  });

  it('marks the first good answer of a boot, once', async () => {
    await store.run.start();
    const client = { load: 'live', flow: 1, step: 0 };
    const done = { kind: 'done', id: 1, from: 'clients', to: 'lb', ms: 1, status: 200 } as const;
    engine.last.emit({ ...done, t: 1, status: 502, client: { ...client, outcome: 'failed' } });
    engine.last.emit({ ...done, t: 2, client: { ...client, outcome: 'ok' } });
    engine.last.emit({ ...done, t: 3, client: { ...client, outcome: 'ok' } });
    world.tick();
    expect(world.marks).toEqual(['first-answer']);
  });

  it('announces crashes and faults, together when they come together', async () => {
    await store.run.start();
    world.tick();
    expect(store.announcer.text.value).toBe('Running: 2 machines.');
    engine.last.emit(
      { kind: 'crash', t: 1, machine: 'web', message: 'x is not defined', stack: '' },
      { kind: 'machine', t: 1, machine: 'web', state: 'down', incarnation: 1 },
    );
    world.tick();
    world.tick();
    expect(store.announcer.text.value).toBe('web crashed: x is not defined. web is down.');
  });
});
