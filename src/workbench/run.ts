/**
 * The live run: one session of an engine, what the journal says about it, and the verbs that
 * change it. The only writer of its signals.
 */
import { batch, computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type {
  Action,
  Engine,
  Files,
  HandRequest,
  JournalBatch,
  Session,
  Speed,
  Step,
  TimedAction,
  WriteResult,
} from '../engine/contract.ts';
import type { CrashEvent, JournalEvent } from '../engine/journal.ts';
import type { BreakIt, Lab } from '../lab/manifest.ts';
import { Metrics } from '../lab/metrics.ts';
import { bootPlan, SEED } from '../lab/plan.ts';
import type { Announcer } from './announcer.ts';
import { faultLabel, faultPlace } from './folds/fault-words.ts';
import { activeFaults, foldFaults } from './folds/faults.ts';
import type { FaultSpan } from './folds/faults.ts';
import { Logs } from './folds/logs.ts';
import { foldMachines } from './folds/machines.ts';
import type { Machines } from './folds/machines.ts';
import { foldMoments } from './folds/moments.ts';
import type { Moment } from './folds/moments.ts';
import { Traces } from './folds/traces.ts';

export type RunState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly step: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly reason: string };

/** The speeds on offer; Infinity is as fast as it goes. */
export const SPEEDS: readonly Speed[] = [0.02, 0.1, 1, 10, Infinity];
/** The id of the load that the bar controls. */
export const LIVE_LOAD = 'live';

export interface RunParts {
  readonly engine: Engine;
  readonly lab: Lab;
  /** The files as they are to run now, edits included. */
  readonly files: () => Files;
  readonly announcer: Announcer;
  /** Runs its argument once, at the next frame or so. */
  readonly frame: (run: () => void) => void;
  readonly onCrash: (crash: CrashEvent) => void;
  /** Once per boot: a client has its first good answer. */
  readonly onFirstAnswer: () => void;
  /** Before every boot: what earlier runs said no longer holds. */
  readonly onBoot: () => void;
}

export interface Run {
  readonly state: ReadonlySignal<RunState>;
  readonly paused: ReadonlySignal<boolean>;
  readonly speed: ReadonlySignal<Speed>;
  /** ms since the session began. */
  readonly now: ReadonlySignal<number>;
  readonly machines: ReadonlySignal<Machines>;
  /** Ended ones too, for the timeline. */
  readonly faults: ReadonlySignal<readonly FaultSpan[]>;
  readonly active: ReadonlySignal<readonly FaultSpan[]>;
  readonly moments: ReadonlySignal<readonly Moment[]>;
  /** requests/s, or users where the load is a closed loop. */
  readonly rate: ReadonlySignal<number>;
  readonly seed: ReadonlySignal<number>;
  /** Counts boots: a new one means that everything folded before is void. */
  readonly boots: ReadonlySignal<number>;
  /** Grows when `logs` or `traces` have more to tell. */
  readonly version: ReadonlySignal<number>;
  /** What could not be done, in words; until the next thing works. */
  readonly problem: ReadonlySignal<string | undefined>;
  readonly logs: () => Logs;
  readonly traces: () => Traces;
  /** What diagram and charts show; a new one with every boot. */
  readonly metrics: () => Metrics;

  start(): Promise<void>;
  /** Ends the run and begins a new one from zero. */
  reset(): Promise<void>;
  stop(): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(by: Step): Promise<void>;
  setSpeed(speed: Speed): Promise<void>;
  setRate(rate: number): Promise<void>;
  /** Begins anew when it runs: another seed is another run. */
  setSeed(seed: number): Promise<void>;
  apply(action: Action): Promise<void>;
  breakIt(which: BreakIt): Promise<void>;
  /** Sends one request; resolves with the id that its `send` carries as its load. */
  request(request: HandRequest): Promise<string>;
  /** Stops the clock while something else needs the machine; resolves with how to let it go on. */
  hold(): Promise<() => Promise<void>>;
  /** Undefined when nothing runs. */
  write(path: string, text: string): Promise<WriteResult | undefined>;
}

export function createRun(parts: RunParts): Run {
  const { engine, lab, announcer } = parts;
  const state = signal<RunState>({ kind: 'off' });
  const paused = signal(false);
  const speed = signal<Speed>(1);
  const now = signal(0);
  const machines = signal<Machines>({});
  const faults = signal<readonly FaultSpan[]>([]);
  const moments = signal<readonly Moment[]>([]);
  const rate = signal(lab.load.profile.rate ?? lab.load.profile.users ?? 1);
  const seed = signal(SEED);
  const boots = signal(0);
  const version = signal(0);
  const problem = signal<string | undefined>(undefined);

  let logs = new Logs();
  let traces = new Traces();
  let metrics = new Metrics({ slowMs: lab.slowMs });
  let session: Session | undefined;
  let ending = new AbortController();
  let requests = 0;
  let answered = false;

  // Batches may come many times per frame; signals change once per frame.
  let waiting: JournalBatch[] = [];
  function take(incoming: JournalBatch): void {
    waiting.push(incoming);
    if (waiting.length === 1) parts.frame(fold);
  }

  function fold(): void {
    const batches = waiting;
    waiting = [];
    if (batches.length === 0) return;
    let nextMachines = machines.value;
    let nextFaults = faults.value;
    let nextMoments = moments.value;
    for (const each of batches) {
      metrics.fold(each);
      for (const event of each.events) {
        nextMachines = foldMachines(nextMachines, event);
        nextFaults = foldFaults(nextFaults, event);
        nextMoments = foldMoments(nextMoments, event);
        logs.add(event);
        traces.add(event);
        if (event.kind === 'crash') parts.onCrash(event);
        if (!answered && event.kind === 'done' && event.client?.outcome === 'ok') {
          answered = true;
          parts.onFirstAnswer();
        }
        const said = sentence(event);
        if (said && state.value.kind === 'running') announcer.say(said);
      }
    }
    batch(() => {
      machines.value = nextMachines;
      faults.value = nextFaults;
      moments.value = nextMoments;
      now.value = batches[batches.length - 1]?.now ?? now.value;
      version.value += 1;
    });
  }

  function loadAction(): Action {
    const { profile } = lab.load;
    const closed = profile.users !== undefined && profile.rate === undefined;
    const amount = closed ? { users: rate.value } : { rate: rate.value };
    return { kind: 'load', id: LIVE_LOAD, profile: { ...profile, ...amount } };
  }

  async function boot(): Promise<void> {
    const mine = new AbortController();
    ending = mine;
    logs = new Logs();
    traces = new Traces();
    metrics = new Metrics({ slowMs: lab.slowMs });
    waiting = [];
    answered = false;
    batch(() => {
      state.value = { kind: 'starting', step: 'Loading the machines' };
      now.value = 0;
      machines.value = {};
      faults.value = [];
      moments.value = [];
      problem.value = undefined;
      boots.value += 1;
      version.value += 1;
    });
    parts.onBoot();
    try {
      const booted = await engine.boot(bootPlan(lab, parts.files(), { seed: seed.value }), {
        timeline: [{ at: 0, action: loadAction() }],
        speed: 0,
        signal: mine.signal,
        onStep: (step) => {
          if (!mine.signal.aborted) state.value = { kind: 'starting', step };
        },
      });
      if (mine.signal.aborted) {
        await booted.dispose();
        return;
      }
      session = booted;
      booted.subscribe((incoming) => {
        if (!mine.signal.aborted) take(incoming);
      });
      void booted.died.then((reason) => {
        if (mine.signal.aborted) return;
        session = undefined;
        state.value = { kind: 'failed', reason };
        announcer.say(`The lab stopped: ${reason}`);
      });
      if (engine.capabilities.virtualTime) {
        await booted.setSpeed(paused.value ? 0 : speed.value);
      }
      state.value = { kind: 'running' };
      announcer.say(`Running: ${String(lab.machines.length)} machines`);
    } catch (error) {
      if (mine.signal.aborted) return;
      state.value = { kind: 'failed', reason: words(error) };
      announcer.say(`The lab did not start: ${words(error)}`);
    }
  }

  async function stop(): Promise<void> {
    ending.abort();
    const ended = session;
    session = undefined;
    waiting = [];
    state.value = { kind: 'off' };
    await ended?.dispose();
  }

  /** Does it on the running session; a failure becomes words on the screen. */
  async function withSession<T>(act: (session: Session) => Promise<T>): Promise<T | undefined> {
    if (!session) return undefined;
    const asked = ending;
    try {
      const result = await act(session);
      problem.value = undefined;
      return result;
    } catch (error) {
      if (!asked.signal.aborted) problem.value = words(error);
      return undefined;
    }
  }

  return {
    state,
    paused,
    speed,
    now,
    machines,
    faults,
    active: computed(() => activeFaults(faults.value)),
    moments,
    rate,
    seed,
    boots,
    version,
    problem,
    logs: () => logs,
    traces: () => traces,
    metrics: () => metrics,

    async start() {
      if (state.value.kind === 'starting' || state.value.kind === 'running') return;
      await boot();
    },
    async reset() {
      await stop();
      await boot();
    },
    stop,
    async play() {
      paused.value = false;
      await withSession((live) => live.setSpeed(speed.value));
    },
    async pause() {
      paused.value = true;
      await withSession((live) => live.setSpeed(0));
    },
    async step(by) {
      paused.value = true;
      await withSession((live) => live.step(by));
    },
    async setSpeed(next) {
      speed.value = next;
      if (!paused.value) await withSession((live) => live.setSpeed(next));
    },
    async setRate(next) {
      const { min, max } = lab.load.range;
      rate.value = Math.min(max, Math.max(min, next));
      await withSession((live) => live.apply(loadAction()));
    },
    async setSeed(next) {
      if (next === seed.value) return;
      seed.value = next;
      if (state.value.kind === 'off') return;
      await stop();
      await boot();
    },
    async apply(action) {
      await withSession((live) => live.apply(action));
    },
    async breakIt(which) {
      announcer.say(`${which.title}. ${which.watch}`);
      // The mark shows in the journal what the reader pressed.
      const mark: TimedAction = { at: 0, action: { kind: 'mark', name: which.id } };
      await withSession((live) => live.play([mark, ...which.timeline]));
    },
    async request(request) {
      requests += 1;
      const id = `by-hand-${String(requests)}`;
      await withSession((live) => live.apply({ kind: 'request', id, request }));
      return id;
    },
    async hold() {
      if (paused.value || !session) return () => Promise.resolve();
      const held = session;
      await withSession((live) => live.setSpeed(0));
      return async () => {
        if (!paused.value && session === held)
          await withSession((live) => live.setSpeed(speed.value));
      };
    },
    write: (path, text) => withSession((live) => live.write(path, text)),
  };
}

/** What a listener should hear of an event; most say nothing. */
function sentence(event: JournalEvent): string | undefined {
  if (event.kind === 'crash') return `${event.machine} crashed: ${event.message}`;
  if (event.kind === 'machine') {
    return event.state === 'starting' ? undefined : `${event.machine} is ${event.state}`;
  }
  if (event.kind !== 'action') return undefined;
  const { action } = event;
  if (
    action.kind === 'link-fault' ||
    action.kind === 'machine-fault' ||
    action.kind === 'zone-fault'
  ) {
    return `${faultPlace(action)}: ${faultLabel(action)}`;
  }
  if (action.kind === 'heal') return 'Fault ended';
  return action.kind === 'heal-all' ? 'All faults ended' : undefined;
}

export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
