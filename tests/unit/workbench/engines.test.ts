import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BootOptions, Session } from '../../../src/engine/contract.ts';
import type { EngineChoice } from '../../../src/workbench/engines/choice.ts';
import { lackWords } from '../../../src/workbench/engines/choice.ts';
import { canDo, possible } from '../../../src/workbench/engines/lacking.ts';
import type { Lab } from '../../../src/lab/manifest.ts';
import { targets } from '../../../src/workbench/choices.ts';
import type { Target } from '../../../src/workbench/choices.ts';
import { createStore } from '../../../src/workbench/store.ts';
import type { Effects, Store } from '../../../src/workbench/store.ts';
import { asChoice, bundle, FakeEngine, fakeEffects, lab, REAL } from './fake.ts';

const LB = 'pair/services/lb.ts';

let first: FakeEngine;
let real: FakeEngine;
let world: ReturnType<typeof fakeEffects>;
let prefs: Record<string, string | number | boolean>;
let offered: EngineChoice;
let store: Store;

/** A visit: what an earlier one kept is in `prefs`. */
function visit(more: Partial<Effects> = {}): Store {
  return createStore(lab, bundle, '99', {
    ...world.effects,
    engines: [asChoice(first, 'In this page'), offered],
    prefs: {
      load: () => ({ ...prefs }),
      save: (change) => Object.assign(prefs, change),
    },
    ...more,
  });
}

/** Lets what is promised come about. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  first = new FakeEngine();
  real = new FakeEngine('webcontainer', REAL);
  world = fakeEffects(first);
  prefs = {};
  offered = { ...asChoice(real, 'WebContainer'), note: 'experimental' };
  store = visit();
});

describe('the switch between engines', () => {
  it('begins with the first, and loads no other', async () => {
    let loads = 0;
    offered = { ...offered, load: async () => ((loads += 1), real) };
    store = visit();
    await store.run.start();
    expect(first.sessions).toHaveLength(1);
    expect(store.engines.chosen.value.id).toBe('in-page');
    expect(loads).toBe(0);
  });

  it('ends the run and boots the same files, edits too, on the other', async () => {
    await store.run.start();
    store.files.type(LB, '// mine');
    await store.files.save(LB);
    await store.switchEngine('webcontainer');
    expect(first.last.disposed).toBe(true);
    expect(real.last.plan.files[LB]).toBe('// mine');
    expect(store.run.state.value.kind).toBe('running');
    expect(store.capabilities.value).toEqual(REAL);
    expect(prefs['engine']).toBe('webcontainer');
    await store.switchEngine('in-page');
    expect(real.last.disposed).toBe(true);
    expect(first.last.plan.files[LB]).toBe('// mine');
    expect(prefs['engine']).toBe('in-page');
  });

  it('does nothing when asked for what runs, or for what is not on offer', async () => {
    await store.run.start();
    await store.switchEngine('in-page');
    await store.switchEngine('local');
    expect(first.sessions).toHaveLength(1);
  });

  it('is remembered, and goes before what the site begins with', async () => {
    store = visit({ usualEngine: 'webcontainer' });
    await store.run.start();
    expect(real.sessions).toHaveLength(1);
    prefs = { engine: 'in-page' };
    store = visit({ usualEngine: 'webcontainer' });
    expect(store.engines.chosen.value.id).toBe('in-page');
    prefs = { engine: 'no longer on offer' };
    store = visit({ usualEngine: 'nor is this' });
    expect(store.engines.chosen.value.id).toBe('in-page');
  });

  it('shows the steps, and a reader who would not wait has the first again', async () => {
    await store.run.start();
    real.gate = new Promise(() => undefined);
    const switching = store.switchEngine('webcontainer');
    await settle();
    expect(store.run.state.value).toEqual({ kind: 'starting', step: 'Loading' });
    await store.giveUpEngine();
    await switching;
    expect(first.sessions).toHaveLength(2);
    expect(store.run.state.value.kind).toBe('running');
    expect(store.engines.fallen.value).toBeUndefined();
    expect(prefs['engine']).toBe('in-page');
  });

  it('cancels a drill that runs', async () => {
    await store.run.start();
    first.gate = new Promise(() => undefined);
    store.drills.predict('mend-it', 'no');
    const drill = store.drills.run('mend-it');
    await settle();
    first.gate = undefined;
    await store.switchEngine('webcontainer');
    expect(real.sessions).toHaveLength(1);
    void drill;
  });
});

describe('an engine that fails', () => {
  const goesBack = (reason: string) => {
    expect(store.engines.fallen.value).toMatchObject({ from: { id: 'webcontainer' }, reason });
    expect(store.engines.chosen.value.id).toBe('in-page');
    expect(store.run.state.value).toEqual({ kind: 'running' });
    expect(first.last.plan.files[LB]).toBe('// mine');
    expect(prefs).toMatchObject({ engine: 'in-page', 'engine-trying': '' });
  };
  beforeEach(async () => {
    store.files.type(LB, '// mine');
    await store.files.save(LB);
    await store.run.start();
  });

  it('does not load', async () => {
    offered = { ...offered, load: () => Promise.reject(new Error('offline')) };
    store = visit();
    store.files.load();
    await store.run.start();
    await store.switchEngine('webcontainer');
    goesBack('Offline.');
  });

  it('does not boot', async () => {
    real.refuses = 'This page is not isolated.';
    await store.switchEngine('webcontainer');
    goesBack('This page is not isolated.');
    // Said in words, too.
    world.tick();
    expect(store.announcer.text.value).toContain('This page is not isolated');
  });

  it('does not get on: nobody waits for ever', async () => {
    let open = () => {};
    real.gate = new Promise((resolve) => {
      open = resolve;
    });
    const switching = store.switchEngine('webcontainer');
    await settle();
    world.tick();
    await switching;
    goesBack('WebContainer did not get on for 60 s, at “Loading”.');
    // What comes after that is not kept.
    open();
    await settle();
    expect(real.sessions.every((session) => session.disposed)).toBe(true);
    expect(first.last.disposed).toBe(false);
  });

  it('is waited for as long as it gets on', async () => {
    vi.useFakeTimers();
    try {
      let told: BootOptions = {};
      real.boot = (_plan, options = {}) => {
        told = options;
        return new Promise<Session>(() => undefined);
      };
      store = visit({ later: (run: () => void, ms: number) => void setTimeout(run, ms) });
      void store.switchEngine('webcontainer');
      await vi.advanceTimersByTimeAsync(50_000);
      told.onStep?.('mounting files');
      await vi.advanceTimersByTimeAsync(50_000);
      expect(store.run.state.value).toEqual({ kind: 'starting', step: 'mounting files' });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(store.engines.fallen.value?.reason).toContain('at “mounting files”');
    } finally {
      vi.useRealTimers();
    }
  });

  it('dies under way', async () => {
    await store.switchEngine('webcontainer');
    real.last.die('its frame is gone');
    await settle();
    expect(real.last.disposed).toBe(true);
    goesBack('Its frame is gone.');
  });

  it('is tried again when the reader says so, and then its failure is forgotten', async () => {
    real.refuses = 'no';
    await store.switchEngine('webcontainer');
    real.refuses = undefined;
    await store.switchEngine('webcontainer');
    expect(store.engines.fallen.value).toBeUndefined();
    expect(store.capabilities.value.virtualTime).toBe(false);
  });

  it('is not tried again unasked, in this visit or in another', async () => {
    real.refuses = 'no';
    await store.switchEngine('webcontainer');
    await store.run.reset();
    store = visit();
    await store.run.start();
    expect(real.sessions).toHaveLength(0);
    expect(store.engines.chosen.value.id).toBe('in-page');
  });

  it('that took the page down with it is not tried again unasked, and that is said', async () => {
    real.gate = new Promise(() => undefined);
    void store.switchEngine('webcontainer');
    await settle();
    expect(prefs).toMatchObject({ engine: 'webcontainer', 'engine-trying': 'webcontainer' });
    store = visit();
    expect(store.engines.chosen.value.id).toBe('in-page');
    expect(store.engines.fallen.value?.reason).toContain('never came to an end');
  });

  it('leaves the reason on the screen where there is no other', async () => {
    store = createStore(lab, bundle, '99', {
      ...world.effects,
      engines: [asChoice(real, 'This computer')],
    });
    real.refuses = 'no such port';
    await store.run.start();
    expect(store.run.state.value).toEqual({ kind: 'failed', reason: 'no such port' });
  });
});

describe('where time is real', () => {
  beforeEach(async () => {
    await store.run.start();
    await store.run.pause();
    await store.run.setSpeed(0.02);
    await store.switchEngine('webcontainer');
  });

  it('asks the session for nothing that it cannot do', async () => {
    expect(store.run.paused.value).toBe(false);
    expect(store.run.speed.value).toBe(1);
    await store.run.pause();
    await store.run.step({ by: 'event' });
    await store.run.setSpeed(10);
    await store.run.play();
    expect(store.run.problem.value).toBeUndefined();
    expect(store.run.paused.value).toBe(false);
    expect(store.run.speed.value).toBe(1);
  });

  it('has no way back in the live run', () => {
    real.last.emit({ kind: 'log', t: 500, machine: 'lb', stream: 'out', text: 'hello' });
    world.tick();
    store.run.past.seek(100);
    expect(store.run.past.look.value).toBeUndefined();
  });

  it('ends the live run for a drill, tells how far it is, and begins it anew', async () => {
    const live = real.last;
    store.drills.predict('mend-it', 'no');
    const shares: number[] = [];
    store.drills.states.subscribe((states) => {
      const phase = states['mend-it']?.phase;
      if (phase?.kind === 'running') shares.push(phase.share);
      if (phase?.kind === 'running' && phase.share > 0) {
        expect(store.run.state.value).toEqual({ kind: 'off', lent: 'the run beside it' });
      }
    });
    await store.drills.run('mend-it');
    expect(live.disposed).toBe(true);
    expect(shares.length).toBeGreaterThan(10);
    expect(store.drills.state('mend-it').phase).toMatchObject({ kind: 'judged' });
    // One for the drill, one for the lab, again.
    expect(real.sessions).toHaveLength(3);
    expect(real.last.disposed).toBe(false);
    expect(store.run.state.value.kind).toBe('running');
  });

  it('looks at a drill’s run while the live one goes on', async () => {
    real.script = [{ kind: 'log', t: 400, machine: 'lb', stream: 'out', text: 'in the drill' }];
    store.drills.predict('mend-it', 'no');
    await store.drills.run('mend-it');
    store.showMoment('mend-it', 300);
    expect(store.run.past.look.value).toEqual({ t: 300, drill: 'mend-it' });
    expect(real.last.disposed).toBe(false);
    await store.run.step({ by: 'event' });
    expect(store.run.past.look.value?.t).toBe(400);
    await store.run.past.back();
    expect(store.run.state.value.kind).toBe('running');
  });

  it('does not begin again what was switched off during the drill', async () => {
    store.drills.predict('mend-it', 'no');
    const drill = store.drills.run('mend-it');
    await store.dispose();
    await drill;
    expect(store.run.state.value).toEqual({ kind: 'off' });
    expect(real.sessions.every((session) => session.disposed)).toBe(true);
  });
});

it('says what an engine lacks, and nothing of one that lacks nothing', () => {
  expect(lackWords(first.capabilities)).toEqual([]);
  expect(lackWords(REAL)).toHaveLength(3);
});

describe('what an engine cannot do', () => {
  const can = { ...REAL, lacks: ['power-loss', 'diskFull', 'loss'] } as const;
  const ids = (all: readonly Target[], kind: Target['kind']) =>
    new Set(all.filter((one) => one.kind === kind).flatMap((one) => one.choices.map((c) => c.id)));

  it('is not offered, wherever it hides in an action', () => {
    const zoned: Lab = {
      ...lab,
      zones: [{ id: 'here', label: 'Here' }],
      machines: lab.machines.map((machine) => ({ ...machine, zone: 'here' })),
    };
    const all = targets(zoned);
    const left = possible(can, all);
    for (const [kind, gone] of [
      ['machine', ['power-loss', 'disk-full']],
      ['link', ['loss']],
      ['zone', ['loss']],
    ] as const) {
      const kept = [...ids(all, kind)].filter((id) => !(gone as readonly string[]).includes(id));
      expect([...ids(left, kind)]).toEqual(kept);
      expect(kept.length).toBeLessThan(ids(all, kind).size);
    }
    expect(possible(REAL, all)).toBe(all);
    expect(canDo(can, { kind: 'kill', machine: 'web' })).toBe(true);
  });

  it('is said', () => {
    expect(lackWords(can)).toContain('It cannot cut a machine’s power, or fill a disk, or loss.');
  });
});

it('a lab that was begun anew during a drill goes on after it', async () => {
  await store.run.start();
  store.drills.predict('mend-it', 'no');
  const drill = store.drills.run('mend-it');
  await store.run.reset();
  await drill;
  const [, anew] = first.sessions.filter(({ timeline }) => timeline.length > 0);
  expect(anew?.speed).toBe(1);
});
