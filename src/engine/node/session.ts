/**
 * A session of the contract on real Node processes, in real time. Where the processes run is the
 * host's business (`host.ts`), what travels between them the fabric's; this runs wherever the host
 * can be asked, in the page too, so it imports nothing of Node.
 */
import {
  BootError,
  type Action,
  type BootPlan,
  type Capabilities,
  type JournalBatch,
  type PlannedAction,
  type Session,
  type TimedAction,
  type WriteResult,
} from '../contract.ts';
import type { Compile, ModuleStore } from '../sim/modules.ts';
import { checkPlan } from '../sim/plan.ts';
import { Actions, isForFabric } from './actions.ts';
import { Arrivals } from './arrivals.ts';
import { FabricLink } from './fabric-link.ts';
import type { ProcessHost } from './host.ts';
import { JournalOrder } from './journal-order.ts';
import { DISKS, FILES, MachineRun } from './machine-run.ts';
import { PRELOAD_FILE, RunClock, VARIABLES, type FabricLine } from './messages.ts';
import { REAL_CAPABILITIES, type RealOptions } from './options.ts';
import { Plan } from './plan.ts';

/** ms before its moment at which the fabric gets an order: it looks for orders every 20 ms. */
const AHEAD_MS = 250;
/** ms for which events are held: what happened at one moment is told by several, in its order. */
const HELD_MS = 60;
/** ms before a planned start at which its process is started; it waits for its moment. */
const POISE_MS = 1500;
/** ms after a planned restart at which the next program begins: the one before has ended. */
const OVERLAP_MS = 5;
/** ms from the last machine being up to the session's beginning: actions at its first moment are in time. */
const PRELUDE_MS = AHEAD_MS;

/**
 * Boots a plan on a host. The host is the session's from now on, and goes with it.
 * @throws BootError when the plan is unusable, the host cannot run it, or the signal aborts.
 */
export async function realSession(
  host: ProcessHost,
  plan: BootPlan,
  options: RealOptions,
): Promise<Session> {
  checkPlan(plan);
  const session = new RealSession(host, plan, options);
  const cancelled = new Promise<never>((_, reject) => {
    const signal = options.signal;
    const abort = (): void => reject(signal!.reason as Error);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
  const died = session.died.then((reason) => {
    throw new BootError(reason);
  });
  cancelled.catch(() => undefined);
  died.catch(() => undefined);
  try {
    await Promise.race([session.boot(options), cancelled, died]);
    return session;
  } catch (error) {
    await session.dispose();
    if (options.signal?.aborted || error instanceof BootError) throw error;
    throw new BootError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** ms before its moment at which an action is handed on. */
function aheadOf(action: Action): number {
  if (action.kind === 'start' || action.kind === 'restart') return POISE_MS;
  return isForFabric(action) ? AHEAD_MS : 0;
}

class RealSession implements Session {
  readonly capabilities: Capabilities;
  readonly died: Promise<string>;
  readonly #host: ProcessHost;
  readonly #bootPlan: BootPlan;
  readonly #clock: RunClock;
  readonly #slow: number;
  /** Unix ms at which the run began, and programs' calendars are slow from. */
  readonly #since = Date.now();
  readonly #journal = new JournalOrder();
  readonly #plan: Plan;
  #machines: ReadonlyMap<string, MachineRun> = new Map();
  #actions: Actions | null = null;
  #store: Promise<ModuleStore> | null = null;
  /** Moment at which the session begins; until it is known, everything happens at 0. */
  #zero = Infinity;
  readonly #arrivals = new Arrivals();
  #disposed = false;
  #die: (reason: string) => void = () => {};
  /** The moment that orders are for; 0 is at once. */
  #orderAt = 0;

  constructor(host: ProcessHost, plan: BootPlan, options: RealOptions) {
    this.#host = host;
    this.#bootPlan = plan;
    this.#slow = options.slow ?? 1;
    this.#clock = new RunClock(this.#slow, this.#since);
    this.capabilities = options.capabilities ?? REAL_CAPABILITIES;
    this.died = new Promise((resolve) => (this.#die = resolve));
    void host.died.then((reason) => this.#fail(reason));
    this.#plan = new Plan(
      () => this.#now(),
      this.#clock,
      aheadOf,
      (action, at) => this.#due(action, at),
    );
  }

  async boot({ onStep, parts, timeline = [], nodeOptions = [] }: RealOptions): Promise<void> {
    const plan = this.#bootPlan;
    onStep?.('writing the files');
    const below = (folder: string, files: Readonly<Record<string, string>>) =>
      Object.entries(files).map(([path, text]) => [`${folder}${path}`, text] as const);
    await this.#host.write(
      Object.fromEntries([
        ['package.json', '{"type":"module"}'],
        [PRELOAD_FILE, parts.preload],
        ...below(FILES, plan.files),
        ...plan.machines.map(({ id }) => [`${DISKS}${id}/.machine`, id] as const),
      ]),
    );
    onStep?.('starting the fabric');
    const clients = plan.clients ?? ['clients'];
    const fabric = await FabricLink.start(
      this.#host,
      {
        machines: plan.machines.map(({ id, port = 8080 }) => ({ id, port })),
        clients,
        links: plan.links,
        seed: plan.seed,
        slow: this.#slow,
        since: this.#since,
        key: crypto.getRandomValues(new Uint32Array(4)).join('-'),
      },
      parts.fabric,
      {
        line: (line) => this.#hear(line),
        failed: (reason) => this.#fail(reason),
      },
    );
    const pace: Record<string, string> = {};
    if (this.#slow !== 1) {
      pace[VARIABLES.slow] = String(this.#slow);
      pace[VARIABLES.since] = String(this.#since);
    }
    this.#machines = new Map(
      plan.machines.map((spec) => [
        spec.id,
        new MachineRun(spec, {
          host: this.#host,
          now: () => this.#now(),
          journal: (event) => this.#journal.add(event),
          clock: this.#clock,
          variables: { ...fabric.variablesOf(spec.id), ...pace },
          go: (process, at = this.#orderAt) =>
            fabric.order(at, { kind: 'go', processes: [process] }),
          nodeOptions: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
        }),
      ]),
    );
    this.#actions = this.#makeActions(fabric, clients);
    onStep?.('starting the machines');
    const starting = [...this.#machines.values()].filter(({ spec }) => spec.autostart !== false);
    // All are there before the first of them begins.
    await Promise.all(starting.map((machine) => machine.start(false)));
    const started = Promise.all(starting.map(({ settled }) => settled));
    await fabric.greeted(
      starting.map(({ id }) => id),
      started,
    );
    await Promise.all(starting.map((machine) => machine.go()));
    await started;
    this.#zero = Math.ceil(this.#clock.now) + PRELUDE_MS;
    this.#plan.add(timeline);
    onStep?.('running');
    await this.runTo(0);
  }

  subscribe(listener: (batch: JournalBatch) => void): () => void {
    return this.#journal.subscribe(listener);
  }

  apply(action: Action): Promise<number> {
    return this.#apply(action, this.#now());
  }

  schedule(timeline: readonly PlannedAction[]): Promise<readonly number[]> {
    return Promise.resolve(this.#plan.replace(timeline));
  }

  async play(timeline: readonly TimedAction[]): Promise<number> {
    // Far enough ahead that all of it keeps its distances.
    const from = this.#now() + AHEAD_MS;
    this.#plan.add(timeline.map(({ at, action }) => ({ at: from + Math.max(0, at), action })));
    await this.runTo(from);
    return from;
  }

  async write(path: string, text: string): Promise<WriteResult> {
    const store = await this.#modules();
    const problem = store.problemOf(path, text);
    if (problem) return { ok: false, problem };
    await this.apply({ kind: 'write', path, text });
    return { ok: true, restarted: this.#usersOf(store, path).map(({ id }) => id) };
  }

  /** Real time has one speed. */
  setSpeed(): Promise<void> {
    return Promise.resolve();
  }

  step(): Promise<number> {
    return Promise.reject(
      new Error('Real time cannot be stepped: this engine runs real processes.'),
    );
  }

  runTo(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#arrivals.at(ms, signal);
  }

  hash(): Promise<string> {
    return Promise.reject(new Error('Real processes are not seeded: no two runs are equal.'));
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#plan.close();
    for (const machine of this.#machines.values()) machine.close();
    this.#arrivals.close();
    await this.#host.dispose();
  }

  // -------------------------------------------------------------- time

  /** ms of the session. */
  #now(): number {
    return this.#timeOf(this.#clock.now);
  }

  #timeOf(moment: number): number {
    return Math.max(0, Math.round((moment - this.#zero) * 1000) / 1000);
  }

  // -------------------------------------------------------------- the fabric

  #hear(line: FabricLine): void {
    switch (line.k) {
      case 'listening': {
        const machine = this.#machines.get(line.machine);
        if (machine?.port === line.port) machine.up(line.incarnation, this.#timeOf(line.t));
        return;
      }
      case 'stuck':
        this.#setStuck(line.machine, line.on);
        return;
      case 'events':
        for (const event of line.events) {
          this.#journal.add({ ...event, t: this.#timeOf(event.t) });
        }
        // Before the beginning all is told as happening at 0, and completed there.
        if (this.#zero < Infinity && line.to > this.#zero)
          this.#settle(this.#timeOf(line.to - HELD_MS));
        return;
      default:
        return;
    }
  }

  #setStuck(id: string, on: boolean): void {
    const machine = this.#machines.get(id);
    if (on && machine?.state === 'up')
      machine.setState('stuck', 'it does not answer: an endless loop?');
    if (!on && machine?.state === 'stuck') machine.setState('up', 'it answers again');
  }

  #settle(to: number): void {
    this.#journal.settle(to);
    this.#arrivals.reach(to);
  }

  #fail(reason: string): void {
    if (this.#disposed) return;
    this.#die(reason);
    void this.dispose();
  }

  // -------------------------------------------------------------- actions

  #makeActions(fabric: FabricLink, clients: readonly string[]): Actions {
    const links = new Set(
      this.#bootPlan.links.flatMap(({ from, to }) => [`${from}>${to}`, `${to}>${from}`]),
    );
    return new Actions({
      machines: this.#machines,
      clients,
      signals: this.#host.signals,
      linked: (from, to) => links.has(`${from}>${to}`),
      order: async (order) => this.#timeOf(await fabric.order(this.#orderAt, order)),
      now: () => this.#now(),
      zero: () => this.#since + this.#zero,
      notice: (text, machine) => this.#notice(text, machine),
      write: (path, text) => this.#write(path, text),
    });
  }

  /** What is handed on ahead of its moment: to the fabric, or a start that is made ready. */
  #due(action: Action, at: number): void {
    const wait = at - this.#now();
    if (wait <= 0 || (action.kind !== 'start' && action.kind !== 'restart')) {
      void this.#apply(action, at);
      return;
    }
    const machine = this.#machines.get(action.machine);
    const stands = (): boolean => machine?.state === 'down' || machine?.state === 'unplugged';
    if (action.kind === 'restart' || stands()) machine?.poise();
    this.#clock.after(Math.max(0, wait - AHEAD_MS), () => {
      if (action.kind === 'restart' || stands()) machine?.allow(this.#zero + at + OVERLAP_MS);
    });
    this.#clock.after(wait, () => void this.#apply(action, at));
  }

  /** Resolves with the session's time at which it took effect. */
  async #apply(action: Action, at: number): Promise<number> {
    if (this.#disposed || !this.#actions) return at;
    const begun = Math.max(at, this.#now());
    // Orders that it gives at once are for its moment; those that follow, as soon as may be.
    this.#orderAt = this.#zero + at;
    const later = isForFabric(action);
    if (!later) this.#journal.add({ t: begun, kind: 'action', action });
    const done = this.#actions.apply(action, begun);
    this.#orderAt = 0;
    try {
      const t = await done;
      if (later) this.#journal.add({ t, kind: 'action', action });
      return t;
    } catch (error) {
      this.#notice(`${action.kind}: ${error instanceof Error ? error.message : String(error)}`);
      return this.#now();
    }
  }

  #notice(text: string, machine?: string): void {
    const about = machine === undefined ? {} : { machine };
    this.#journal.add({ t: this.#now(), kind: 'notice', ...about, text });
  }

  async #write(path: string, text: string): Promise<readonly MachineRun[]> {
    const store = await this.#modules();
    const problem = store.problemOf(path, text);
    if (problem) {
      this.#notice(`${path} was not saved: line ${problem.line ?? '?'}: ${problem.message}`);
      return [];
    }
    store.write(path, text);
    await this.#host.write({ [`${FILES}${path}`]: text });
    return this.#usersOf(store, path);
  }

  #usersOf(store: ModuleStore, path: string): readonly MachineRun[] {
    return [...this.#machines.values()].filter(
      ({ wanted, spec }) => wanted && store.uses(spec.entry, path),
    );
  }

  /** Loaded when a file is first changed: it brings the compiler. */
  #modules(): Promise<ModuleStore> {
    this.#store ??= Promise.all([import('../sim/modules.ts'), import('../sim/compile.ts')]).then(
      ([{ ModuleStore: Store }, { compile }]) =>
        new Store(this.#bootPlan.files, compile satisfies Compile),
    );
    return this.#store;
  }
}
