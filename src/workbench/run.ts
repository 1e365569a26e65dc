/**
 * The live run: one session of an engine, what the journal says about it, and the verbs that
 * change it. The only writer of its signals.
 */
import { batch, computed, signal } from '@preact/signals';
import type { Action, JournalBatch, Session, Speed, TimedAction } from '../engine/contract.ts';
import type { Lab } from '../lab/manifest.ts';
import { bootPlan, mergeTimelines, SEED } from '../lab/plan.ts';
import { activeFaults } from './folds/faults.ts';
import type { FaultSpan } from './folds/faults.ts';
import type { Machines } from './folds/machines.ts';
import type { Moment } from './folds/moments.ts';
import { createSpeaker } from './folds/sentences.ts';
import { Recording } from './history/recording.ts';
import type { Shown } from './history/recording.ts';
import { createHolds } from './holds.ts';
import { createPast } from './past.ts';
import { createPlan } from './plan.ts';
import type { Run, RunParts, RunState } from './run-shape.ts';

export type { Replay, Run, RunState } from './run-shape.ts';

/** The speeds on offer; Infinity is as fast as it goes. */
export const SPEEDS: readonly Speed[] = [0.02, 0.1, 1, 10, Infinity];
/** ms: what comes so soon after the press is played at once; what is later can still be moved. */
const NEAR = 1000;
/** The id of the load that the bar controls. */
export const LIVE_LOAD = 'live';

/** The lab's load with this many requests/s, or users where it is a closed loop. */
export function liveLoad({ load: { profile } }: Lab, rate: number): Action {
  const closed = profile.users !== undefined && profile.rate === undefined;
  const amount = closed ? { users: rate } : { rate };
  return { kind: 'load', id: LIVE_LOAD, profile: { ...profile, ...amount } };
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
  const openTerminal = signal<Session['openTerminal']>(undefined);

  let live = new Recording({ slowMs: lab.slowMs });
  let seen = true;
  let session: Session | undefined;
  let ending = new AbortController();
  /** The journal's actions, and those that were scheduled and may still be ahead. */
  let did: TimedAction[] = [];
  let ahead: TimedAction[] = [];
  let requests = 0;
  let sentence = createSpeaker();
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
    let nextRate = rate.value;
    for (const each of batches) {
      live.take(each);
      for (const event of each.events) {
        if (event.kind === 'crash') parts.onCrash(event);
        if (event.kind === 'action') {
          did.push({ at: event.t, action: event.action });
          nextRate = plannedRate(event.action, event.t) ?? nextRate;
        }
        if (!answered && event.kind === 'done' && event.client?.outcome === 'ok') {
          answered = true;
          parts.onFirstAnswer();
        }
        const said = sentence(event);
        if (said && state.value.kind === 'running') announcer.say(said);
      }
    }
    rate.value = nextRate;
    plan.pass(live.now);
    if (seen && !past.look.value) publish(live.head);
  }

  function publish({ t, folds }: Shown): void {
    batch(() => {
      machines.value = folds.machines;
      faults.value = folds.faults;
      moments.value = folds.moments;
      now.value = t;
      version.value += 1;
    });
  }

  const loadAction = () => liveLoad(lab, rate.value);
  /** The load that a replayed timeline sets; the control follows it. */
  function plannedRate(action: Action, t: number): number | undefined {
    if (action.kind !== 'load' || action.id !== LIVE_LOAD) return undefined;
    const planned = ahead.some(({ at, action: { kind } }) => at === t && kind === 'load');
    return planned ? (action.profile?.rate ?? action.profile?.users) : undefined;
  }

  /** The session's clock is its own. */
  const ownTime = () => engine.capabilities.virtualTime;
  const pacing = () => (paused.value || holds.held() ? 0 : speed.value);

  const holds = createHolds({
    ownTime,
    freeze: async () => {
      if (!paused.value) await withSession((running) => running.setSpeed(0));
    },
    // What is paused stays so.
    thaw: async () => {
      if (ownTime() && pacing() > 0) await withSession((running) => running.setSpeed(pacing()));
    },
    end: () => {
      const { kind } = state.value;
      if (kind !== 'running' && kind !== 'starting') return undefined;
      return end({ kind: 'off', lent: 'the run beside it' });
    },
    begin: async () => {
      if (state.value.kind === 'off') await boot();
    },
  });

  const past = createPast({
    live: () => live,
    ownTime,
    hold: holds.hold,
    publish,
    frame: parts.frame,
    announcer,
  });
  const plan = createPlan({
    schedule: async (timeline) =>
      (await withSession((running) => running.schedule(timeline))) ?? [],
    now: () => live.now,
    announcer,
  });
  const inRange = (wanted: number) =>
    Math.min(lab.load.range.max, Math.max(lab.load.range.min, wanted));

  async function boot(planned: readonly TimedAction[] = []): Promise<void> {
    const mine = new AbortController();
    ending = mine;
    holds.forget();
    live = new Recording({ slowMs: lab.slowMs });
    waiting = [];
    sentence = createSpeaker();
    void past.back();
    plan.forget();
    answered = false;
    did = [];
    ahead = [...planned];
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
        timeline: [{ at: 0, action: loadAction() }, ...planned],
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
      openTerminal.value = booted.openTerminal?.bind(booted);
      booted.subscribe((incoming) => {
        if (!mine.signal.aborted) take(incoming);
      });
      void booted.died.then((reason) => {
        if (mine.signal.aborted) return;
        session = undefined;
        openTerminal.value = undefined;
        mine.abort();
        void booted.dispose().catch(() => undefined);
        void fail(reason, `The lab stopped: ${reason}`);
      });
      if (ownTime()) await booted.setSpeed(pacing());
      // It may have died, or been stopped, meanwhile.
      if (mine.signal.aborted) return;
      state.value = { kind: 'running' };
      parts.onRunning();
      announcer.say(startWords());
    } catch (error) {
      if (mine.signal.aborted) return;
      session = undefined;
      openTerminal.value = undefined;
      mine.abort();
      await fail(words(error), `The lab did not start: ${words(error)}`, planned);
    }
  }

  /** Goes on with another engine, where there is one, or says why not. */
  async function fail(
    reason: string,
    said: string,
    planned: readonly TimedAction[] = [],
  ): Promise<void> {
    if (parts.onFailure(reason)) {
      await boot(planned);
      return;
    }
    state.value = { kind: 'failed', reason };
    announcer.say(said);
  }

  function startWords(): string {
    const machines = `Running: ${String(lab.machines.length)} machines`;
    const first = boots.value === 1 && !lab.start.works;
    return first ? `${machines}. This lab starts broken, on purpose` : machines;
  }

  async function stop(): Promise<void> {
    holds.forget();
    await end({ kind: 'off' });
  }

  async function end(as: RunState): Promise<void> {
    ending.abort();
    const ended = session;
    session = undefined;
    openTerminal.value = undefined;
    waiting = [];
    state.value = as;
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
      if (!asked.signal.aborted) {
        problem.value = words(error);
        announcer.say(words(error), '');
      }
      return undefined;
    }
  }

  /** What is done is done now: whoever looks back comes back first. */
  async function act<T>(doing: (session: Session) => Promise<T>): Promise<T | undefined> {
    await past.back();
    return withSession(doing);
  }

  return {
    state,
    paused: computed(() => (past.look.value ? !past.playing.value : ownTime() && paused.value)),
    speed: computed(() => (past.look.value || ownTime() ? speed.value : 1)),
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
    logs: () => past.shown().folds.logs,
    traces: () => past.shown().folds.traces,
    metrics: () => past.shown().metrics,
    past,
    plan,
    openTerminal,
    watch(next) {
      if (next && !seen && !past.look.value) publish(live.head);
      seen = next;
    },
    done: () =>
      mergeTimelines(
        did,
        ahead.filter(({ at }) => at > live.now),
        plan.items.value.map(({ at, action }) => ({ at, action })),
      ),

    async start() {
      if (state.value.kind === 'starting' || state.value.kind === 'running') return;
      await boot();
    },
    async reset() {
      await stop();
      await boot();
    },
    async replay(start) {
      await stop();
      rate.value = inRange(start.rate);
      seed.value = start.seed;
      await boot(start.timeline);
    },
    stop,
    async play() {
      if (past.look.value) {
        past.play(
          () => speed.value,
          () => {
            paused.value = false;
          },
        );
        return;
      }
      paused.value = false;
      await holds.thaw();
    },
    async pause() {
      if (past.look.value) {
        past.pause();
        return;
      }
      if (!ownTime()) return;
      paused.value = true;
      await withSession((running) => running.setSpeed(0));
    },
    async step(by) {
      if (past.look.value && past.look.value.t < past.recording().now) {
        past.step(by);
        return;
      }
      if (past.look.value?.drill !== undefined || !ownTime()) return;
      paused.value = true;
      await act((running) => running.step(by));
    },
    async setSpeed(next) {
      speed.value = next;
      await holds.thaw();
    },
    async setRate(next) {
      rate.value = inRange(next);
      await act((running) => running.apply(loadAction()));
    },
    async setSeed(next) {
      if (next === seed.value) return;
      seed.value = next;
      if (state.value.kind === 'off') return;
      await stop();
      await boot();
    },
    async apply(action) {
      await act((running) => running.apply(action));
    },
    async breakIt(which) {
      announcer.say(`${which.title}. ${which.watch}`);
      // The mark shows in the journal what the reader pressed.
      const mark: TimedAction = { at: 0, action: { kind: 'mark', name: which.id } };
      const near = which.timeline.filter(({ at }) => at <= NEAR);
      const far = which.timeline.filter(({ at }) => at > NEAR);
      const from = await act((running) => running.play([mark, ...near]));
      if (from === undefined) return;
      ahead.push(...near.map(({ at, action }) => ({ at: from + at, action })));
      if (far.length === 0) return;
      await plan.add(
        far.map(({ at, action }) => ({ at: from + at, action })),
        which.title,
      );
    },
    async request(request) {
      requests += 1;
      const id = `by-hand-${String(requests)}`;
      await act((running) => running.apply({ kind: 'request', id, request }));
      return id;
    },
    hold: holds.hold,
    write: (path, text) => act((running) => running.write(path, text)),
  };
}

export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
