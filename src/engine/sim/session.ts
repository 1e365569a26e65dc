/**
 * A session over a kernel in this very thread: paces it against the wall clock, runs it unpaced,
 * steps it, and hands its journal on. The browser's page drives one of these through a port.
 */
import { BatchFeed } from '../batch-feed.ts';
import type {
  Action,
  BootOptions,
  BootPlan,
  JournalBatch,
  PlannedAction,
  Session,
  Speed,
  Step,
  TimedAction,
  WriteResult,
} from '../contract.ts';
import type { KernelHost } from './host.ts';
import { Kernel } from './kernel.ts';
import { checkPlan } from './plan.ts';
import { SIM_CAPABILITIES } from './session-capabilities.ts';

/** What happens at a moment is complete just after it. */
const JUST_AFTER_MS = 0.001;
/** A live session hands its journal on so often, real ms. */
const LIVE_BATCH_MS = 16;
/** An unpaced one after so many events, so that a batch is neither tiny nor huge. */
const BATCH_EVENTS = 4000;

export class SimSession implements Session {
  readonly capabilities = SIM_CAPABILITIES;
  readonly died: Promise<string>;
  readonly #kernel: Kernel;
  readonly #host: KernelHost;
  readonly #feed = new BatchFeed();
  #speed: Speed = 0;
  /** Virtual and real moment from which the pace is counted. */
  #paceFrom = { virtual: 0, wall: 0 };
  /** Runs on unpaced to here, whatever the speed: `runTo`, `step` and `apply`. */
  #goal = 0;
  #goalReached: (() => void)[] = [];
  /** Says where to stop before the goal, once that is known. */
  #stopAt: (() => number | undefined) | null = null;
  #lastBatchAt = 0;
  #wake: (() => void) | null = null;
  /** A command came while the drive was busy: it must look again before it rests. */
  #stirred = false;
  #disposed = false;
  #die: (reason: string) => void = () => {};

  private constructor(kernel: Kernel, host: KernelHost) {
    this.#kernel = kernel;
    this.#host = host;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** @throws BootError for a plan that cannot be booted, or an AbortError. */
  static async boot(plan: BootPlan, options: BootOptions, host: KernelHost): Promise<SimSession> {
    checkPlan(plan);
    const kernel = new Kernel(plan, host);
    const session = new SimSession(kernel, host);
    kernel.plan(options.timeline ?? []);
    options.onStep?.('starting the machines');
    const onAbort = (): void => kernel.dispose();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    await kernel.boot();
    options.signal?.removeEventListener('abort', onAbort);
    options.signal?.throwIfAborted();
    options.onStep?.('running');
    void session.#drive();
    await session.setSpeed(options.speed ?? 0);
    return session;
  }

  subscribe(listener: (batch: JournalBatch) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  apply(action: Action): Promise<number> {
    const done = this.#kernel.soon(action);
    this.#goal = Math.max(this.#goal, this.#kernel.soonest);
    this.#stir();
    return done;
  }

  schedule(timeline: readonly PlannedAction[]): Promise<readonly number[]> {
    const late = this.#kernel.reschedule(timeline);
    this.#stir();
    return Promise.resolve(late);
  }

  async play(timeline: readonly TimedAction[]): Promise<number> {
    const from = this.#kernel.soonest;
    this.#kernel.plan(timeline.map(({ at, action }) => ({ at: from + Math.max(0, at), action })));
    await this.#runTo(from);
    return from;
  }

  async write(path: string, text: string): Promise<WriteResult> {
    const problem = this.#kernel.modules.problemOf(path, text);
    if (problem) return { ok: false, problem };
    await this.apply({ kind: 'write', path, text });
    return { ok: true, restarted: this.#kernel.usersOf(path).map((machine) => machine.id) };
  }

  setSpeed(speed: Speed): Promise<void> {
    this.#paceFrom = { virtual: this.#kernel.now, wall: this.#host.wallClock() };
    this.#speed = speed;
    this.#stir();
    return Promise.resolve();
  }

  async step(step: Step): Promise<number> {
    await this.setSpeed(0);
    if (step.by === 'ms') {
      await this.#runTo(this.#kernel.now + step.ms);
      return this.#kernel.now;
    }
    const { journal, now: from } = this.#kernel;
    journal.firstDoneAt = Infinity;
    // One event: the first round that moves time on. One request: just after its end.
    this.#stopAt = () => {
      const { now, nextAt } = this.#kernel;
      if (step.by === 'event') return nextAt > from && now > from ? now : undefined;
      return journal.firstDoneAt < Infinity
        ? Math.max(now, journal.firstDoneAt + JUST_AFTER_MS)
        : undefined;
    };
    const horizon = from + 60_000;
    await this.#runTo(horizon);
    this.#stopAt = null;
    return this.#kernel.now;
  }

  async runTo(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await this.setSpeed(0);
    const onAbort = (): void => {
      this.#stopAt = () => this.#kernel.now;
      this.#stir();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    await this.#runTo(ms);
    signal?.removeEventListener('abort', onAbort);
    if (signal?.aborted) this.#stopAt = null;
    signal?.throwIfAborted();
  }

  hash(): Promise<string> {
    return Promise.resolve(this.#kernel.journal.hash());
  }

  dispose(): Promise<void> {
    if (!this.#disposed) {
      this.#disposed = true;
      this.#kernel.dispose();
      this.#stir();
      for (const reached of this.#goalReached.splice(0)) reached();
    }
    return Promise.resolve();
  }

  // -------------------------------------------------------------- the drive

  #runTo(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#goal = Math.max(this.#goal, ms);
      this.#goalReached.push(resolve);
      this.#stir();
    });
  }

  /** How far it may run now. */
  #limit(): number {
    if (this.#speed === Infinity) return Infinity;
    const paced =
      this.#speed > 0
        ? this.#paceFrom.virtual + (this.#host.wallClock() - this.#paceFrom.wall) * this.#speed
        : this.#kernel.now;
    return Math.max(paced, this.#goal);
  }

  async #drive(): Promise<void> {
    try {
      while (!this.#disposed) {
        this.#stirred = false;
        const moved = await this.#kernel.round(this.#limit());
        if (this.#disposed) return;
        if (moved) this.#goal = this.#stopAt?.() ?? this.#goal;
        this.#emit(!moved);
        if (moved) continue;
        if (this.#kernel.now >= this.#goal || this.#kernel.nextAt === Infinity) {
          for (const reached of this.#goalReached.splice(0)) reached();
        }
        if (!this.#stirred) await this.#idle();
      }
    } catch (error) {
      this.#die(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      await this.dispose();
    }
  }

  /** Waits until there is something to do: a command, or the wall clock reaching the next event. */
  #idle(): Promise<void> {
    return new Promise((resolve) => {
      let cancel = (): void => {};
      const wake = (): void => {
        cancel();
        this.#wake = null;
        resolve();
      };
      this.#wake = wake;
      if (this.#speed > 0 && this.#speed < Infinity) {
        const wait = (this.#kernel.nextAt - this.#limit()) / this.#speed;
        cancel = this.#host.after(Math.min(LIVE_BATCH_MS, Math.max(1, wait)), wake);
      }
    });
  }

  #stir(): void {
    this.#stirred = true;
    this.#wake?.();
  }

  #emit(flush: boolean): void {
    const { journal, now } = this.#kernel;
    const wall = this.#host.wallClock();
    const due =
      this.#speed > 0 && this.#speed < Infinity ? wall - this.#lastBatchAt >= LIVE_BATCH_MS : flush;
    if (!due && journal.pending < BATCH_EVENTS) return;
    this.#lastBatchAt = wall;
    this.#feed.emit({ events: journal.take(), now });
  }
}
