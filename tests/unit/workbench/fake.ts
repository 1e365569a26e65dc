/** An engine that does nothing but remember what it was told, and a small lab for it. */
import type {
  Action,
  BootOptions,
  BootPlan,
  Capabilities,
  Engine,
  JournalBatch,
  Session,
  Speed,
  TimedAction,
  WriteResult,
} from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import type { AttemptStore, Kept } from '../../../src/workbench/attempts.ts';
import type { EngineChoice } from '../../../src/workbench/engines/choice.ts';
import type { LabBundle } from '../../../src/workbench/bundle.ts';
import type { Lab } from '../../../src/lab/manifest.ts';
import type { LastRun } from '../../../src/workbench/tries/last-runs.ts';
import { NO_VOCABULARY } from '../../../src/workbench/editor/vocabulary.ts';
import type { Effects } from '../../../src/workbench/store.ts';

const ALL: Capabilities = { virtualTime: true, seeded: true, killsHotLoops: true };

export class FakeSession implements Session {
  readonly capabilities: Capabilities;
  readonly plan: BootPlan;
  readonly timeline: readonly TimedAction[];
  readonly applied: Action[] = [];
  readonly scheduled: TimedAction[] = [];
  readonly written: [string, string][] = [];
  speed: Speed = 0;
  now = 0;
  disposed = false;
  /** What the next write says. */
  answer: WriteResult = { ok: true, restarted: ['lb'] };
  /** Thrown by the next action. */
  refuses: string | undefined;
  readonly died: Promise<string>;
  die: (reason: string) => void = () => undefined;
  /** What a `runTo` makes happen. */
  script: readonly JournalEvent[] = [];
  #listeners = new Set<(batch: JournalBatch) => void>();

  constructor(plan: BootPlan, options: BootOptions, capabilities: Capabilities) {
    this.capabilities = capabilities;
    this.plan = plan;
    this.timeline = options.timeline ?? [];
    this.died = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  emit(...events: JournalEvent[]): void {
    this.now = Math.max(this.now, ...events.map((event) => event.t));
    for (const listener of this.#listeners) listener({ events, now: this.now });
  }
  subscribe(listener: (batch: JournalBatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  async apply(action: Action): Promise<number> {
    if (this.refuses !== undefined) throw new Error(this.refuses);
    this.applied.push(action);
    return this.now;
  }
  async schedule(timeline: readonly TimedAction[]): Promise<readonly number[]> {
    this.scheduled.push(...timeline);
    return [];
  }
  async play(timeline: readonly TimedAction[]): Promise<number> {
    if (this.refuses !== undefined) throw new Error(this.refuses);
    this.scheduled.push(...timeline.map(({ at, action }) => ({ at: this.now + at, action })));
    return this.now;
  }
  async write(path: string, text: string): Promise<WriteResult> {
    this.written.push([path, text]);
    return this.answer;
  }
  async setSpeed(speed: Speed): Promise<void> {
    this.#needsOwnTime();
    this.speed = speed;
  }
  async step(): Promise<number> {
    this.#needsOwnTime();
    return this.now;
  }
  async runTo(ms: number): Promise<void> {
    const due = this.script.filter((event) => event.t > this.now && event.t <= ms);
    this.emit(...due);
    this.now = ms;
  }
  async hash(): Promise<string> {
    if (!this.capabilities.seeded) throw new Error('Runs of this engine are never equal.');
    return 'fake';
  }
  async dispose(): Promise<void> {
    this.disposed = true;
  }
  #needsOwnTime(): void {
    if (!this.capabilities.virtualTime) throw new Error('Time is real here.');
  }
}

/** What engines of real processes can do. */
export const REAL: Capabilities = { virtualTime: false, seeded: false, killsHotLoops: false };

export class FakeEngine implements Engine {
  readonly id: Engine['id'];
  readonly capabilities: Capabilities;
  readonly sessions: FakeSession[] = [];
  /** What happens in a session that is run to an end. */
  script: readonly JournalEvent[] = [];
  /** Thrown by the next boot. */
  refuses: string | undefined;
  /** Booting waits for it. */
  gate: Promise<void> | undefined;

  constructor(id: Engine['id'] = 'in-page', capabilities: Capabilities = ALL) {
    this.id = id;
    this.capabilities = capabilities;
  }

  async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
    options.onStep?.('Loading');
    await this.gate;
    if (this.refuses !== undefined) throw new Error(this.refuses);
    options.signal?.throwIfAborted();
    const session = new FakeSession(plan, options, this.capabilities);
    session.script = this.script;
    this.sessions.push(session);
    return session;
  }
  get last(): FakeSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('Nothing was booted.');
    return session;
  }
}

/** An engine as it stands on offer. */
export function asChoice(engine: FakeEngine, name: string): EngineChoice {
  const { id, capabilities } = engine;
  return { id, name, says: `${name}.`, capabilities, load: async () => engine };
}

export const lab: Lab = {
  stage: 'pair',
  title: 'Pair',
  start: { works: true },
  clients: [{ id: 'clients', at: { col: 0, row: 0 }, does: 'asks' }],
  machines: [
    {
      id: 'lb',
      role: 'balancer',
      at: { col: 1, row: 0 },
      does: 'passes on',
      entry: 'pair/services/lb.ts',
    },
    {
      id: 'web',
      role: 'web',
      at: { col: 2, row: 0 },
      does: 'answers',
      entry: 'pair/services/web.ts',
    },
  ],
  links: [
    { from: 'clients', to: 'lb' },
    { from: 'lb', to: 'web' },
  ],
  load: {
    profile: {
      to: 'lb',
      rate: 100,
      flows: [{ steps: [{ path: '/item/{n}' }, { path: '/home' }] }],
    },
    range: { min: 0, max: 200, step: 10 },
  },
  slowMs: 200,
  breakIts: [
    {
      id: 'kill-then-cut',
      title: 'Kill, then cut',
      watch: 'Both.',
      timeline: [
        { at: 0, action: { kind: 'kill', machine: 'web' } },
        {
          at: 500,
          action: {
            kind: 'link-fault',
            id: 'cut',
            from: 'lb',
            to: 'web',
            fault: { partition: true },
          },
        },
      ],
    },
  ],
  drills: [
    {
      id: 'mend-it',
      kind: 'mend',
      title: 'Mend it',
      brief: 'No crash.',
      prediction: {
        question: 'Does it crash?',
        options: [
          { id: 'yes', text: 'yes' },
          { id: 'no', text: 'no' },
        ],
        outcome: (journal) => (journal.all('crash').length > 0 ? 'yes' : 'no'),
      },
      scenario: { until: 1000, timeline: [] },
      checks: [
        {
          id: 'no-crash',
          title: 'No crash',
          judge: (journal) => {
            const crashes = journal.all('crash').length;
            return { passed: crashes === 0, value: String(crashes), says: `${crashes} crashes.` };
          },
        },
      ],
      edits: ['pair/services/lb.ts'],
      hints: ['One.', 'Two.'],
      solutions: [{ name: 'ours', says: 'does it', files: true }],
      cheats: [],
    },
    {
      id: 'break-it',
      kind: 'break',
      title: 'Break it',
      brief: 'Make it crash.',
      prediction: { question: '?', options: [{ id: 'a', text: 'a' }], outcome: () => 'a' },
      scenario: { until: 1000, timeline: [] },
      checks: [],
      allows: [{ kind: 'kill', machine: 'web' }, { kind: 'link-fault' }],
      hints: [],
      solutions: [],
      cheats: [],
    },
  ],
  experiments: [],
};

export const bundle: LabBundle = {
  files: {
    start: {
      'machine.ts': '// shared',
      'pair/services/web.ts': '// web',
      'pair/services/lb.ts': '// lb',
      'pair/services/health.ts': '// health',
    },
    overlays: {
      solution: { ours: { 'pair/services/lb.ts': '// lb, mended' } },
      cheats: {},
      experiments: {},
    },
  },
  prepared: {},
  measured: {},
};

/** Attempts in memory, with a clock that counts. */
function fakeAttempts() {
  const kept: Record<string, Kept> = {};
  const listeners = new Set<() => void>();
  const world = {
    kept,
    current: undefined as string | undefined,
    /** Thrown by the next `keep`. */
    refuses: undefined as string | undefined,
    /** What another tab does, and tells. */
    elsewhere(act: () => void) {
      act();
      for (const listener of listeners) listener();
    },
  };
  let clock = 0;
  const store: AttemptStore = {
    load: () => ({ current: world.current, kept: { ...kept } }),
    keep(id, attempt) {
      if (world.refuses !== undefined) throw new Error(world.refuses);
      clock += 1;
      kept[id] = { ...attempt, at: clock };
    },
    drop(id) {
      delete kept[id];
      if (world.current === id) world.current = undefined;
    },
    choose(id) {
      world.current = id;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    newId: () => `id-${String(Object.keys(kept).length + clock)}`,
  };
  return Object.assign(world, { store });
}

/** Effects in memory; frames and delays happen when `tick` is called. */
export function fakeEffects(engine: FakeEngine) {
  const kept: Record<string, string> = {};
  const passed: string[] = [];
  const tries = fakeAttempts();
  const runs: Record<string, LastRun> = {};
  const storage = {
    tellHeld: (_what: readonly string[]): void => undefined,
    tellNotice: (_text: string): void => undefined,
    retries: 0,
  };
  const marks: string[] = [];
  const forgotten = { count: 0 };
  let due: (() => void)[] = [];
  const later = (run: () => void) => {
    due.push(run);
  };
  const effects: Effects = {
    engines: [asChoice(engine, 'In this page')],
    edits: {
      load: () => ({ ...kept }),
      save: (path, text) => {
        kept[path] = text;
      },
      reset: (path) => {
        delete kept[path];
      },
    },
    attempts: tries.store,
    lastRuns: {
      load: () => ({ ...runs }),
      keep: (drill, run) => {
        runs[drill] = { ...run, at: 1000 };
      },
    },
    keeping: {
      watchHeld: (listener) => {
        storage.tellHeld = listener;
        return () => undefined;
      },
      watchNotices: (listener) => {
        storage.tellNotice = listener;
        return () => undefined;
      },
      retry: () => {
        storage.retries += 1;
      },
    },
    lanes: 2,
    address: 'https://example.org/labs/pair/',
    prefs: { load: () => ({}), save: () => undefined },
    vocabulary: async () => NO_VOCABULARY,
    forgetLink: () => {
      forgotten.count += 1;
    },
    drillsPassed: {
      before: () => [...passed],
      record: (drill) => {
        passed.push(drill);
      },
    },
    mark: (name) => {
      marks.push(name);
    },
    frame: later,
    later,
  };
  return {
    effects,
    kept,
    /** Attempts as they are kept, and another tab's doing. */
    tries,
    /** How often a link was taken out of the address bar. */
    forgotten,
    passed,
    /** The last run of each drill, as it is kept. */
    runs,
    /** What the browser's storage tells. */
    storage,
    marks,
    tick() {
      const now = due;
      due = [];
      for (const run of now) run();
    },
  };
}
