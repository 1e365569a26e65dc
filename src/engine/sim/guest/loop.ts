/**
 * The event loop of one process in virtual time.
 *
 * The kernel hands over a window: events and a time up to which this process may run. The loop
 * takes what is due in time order, runs it, lets every microtask finish, and goes on. Its phases
 * are Node's: timers and arrivals, `process.nextTick` before promise jobs, `setImmediate` once
 * nothing else is due.
 *
 * The clock stands still while code runs, except that reading it often moves it: a program that
 * waits with `while (Date.now() < end);` holds its event loop for that long, as on a real machine.
 */
import { Heap } from '../../../lib/heap.ts';
import { LIMITS } from '../limits.ts';
import { Context } from './context.ts';
import type { Limiter } from './limiter.ts';

/** Reads of the clock in one event that are free. */
const FREE_READS = 100;
/** ms that each further read takes. */
const READ_COST_MS = 0.005;
/** Timers and immediates that run at one moment for nothing: real ones take their time. */
const FREE_CALLS = 1000;
/** ms that each further one takes: who calls `setImmediate` for ever moves on in time. */
const CALL_COST_MS = 0.05;

/** So many more timers that were cleared than ones that are set are swept away. */
const SWEEP_AT = 1000;

/** As it was before the process's global object got ours. */
const platformMicrotask = queueMicrotask;

interface Timer {
  readonly handle: number;
  at: number;
  run: (() => unknown) | null;
  readonly seq: number;
  ref: boolean;
}

export interface DueEvent {
  readonly t: number;
  readonly run: () => unknown;
}

export interface LoopHost {
  /** Calls back on a fresh task, when every microtask has run. */
  readonly macrotask: (then: () => void) => void;
  /** Whether something else, an open port say, keeps the process alive. */
  readonly heldOpen: () => boolean;
  /** An exception nobody caught, or a promise nobody handled. */
  readonly onError: (error: unknown, origin: 'exception' | 'rejection') => void;
  readonly limiter: Limiter;
  /** An event begins at this moment of the process; `first` of its window, or after others. */
  readonly begins: (t: number, first: boolean) => void;
}

export class Loop {
  /** What follows the program: whatever is set here runs in the frame of who set it. */
  readonly context = new Context();
  #now: number;
  #reads = 0;
  readonly #host: LoopHost;
  readonly #timers = new Heap<Timer>((a, b) => a.at < b.at || (a.at === b.at && a.seq < b.seq));
  readonly #byHandle = new Map<number, Timer>();
  #timerSeq = 0;
  #refs = 0;
  readonly #ticks: (() => unknown)[] = [];
  #immediates: { handle: number; run: () => unknown; ref: boolean }[] = [];
  #immediateSeq = 0;
  #stopped = false;
  /** The moment of the timer or immediate that was taken last, without what it takes. */
  #due = 0;
  /** The moment of the last timer or immediate, and how many ran at it. */
  #moment = { at: -1, calls: 0 };
  /** Without the loop turning: microtasks that were queued by name, and turns for ticks alone. */
  #microtasks = 0;
  #tickTurns = 0;

  constructor(start: number, host: LoopHost) {
    this.#now = start;
    this.#host = host;
  }

  /** Virtual ms since the session began, for the program: reading it is noticed. */
  read(): number {
    if (++this.#reads > FREE_READS) this.#now += READ_COST_MS;
    return this.#now;
  }

  /** The same for the engine's own use. */
  get now(): number {
    return this.#now;
  }

  /** Holds the process to its limits. */
  get limiter(): Limiter {
    return this.#host.limiter;
  }

  advanceTo(t: number): void {
    if (t > this.#now) this.#now = t;
  }

  /** The program holds its event loop for so many ms. */
  block(ms: number): void {
    this.#now += ms;
  }

  /** After this nothing runs any more: the process has ended. */
  stop(): void {
    this.#stopped = true;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** @throws LimitError when too many are set */
  setTimer(run: () => unknown, ms: number): number {
    this.#host.limiter.timers(this.#byHandle.size);
    const seq = ++this.#timerSeq;
    const bound = this.context.bind(run);
    const timer: Timer = { handle: seq, at: this.#now + ms, run: bound, seq, ref: true };
    this.#timers.push(timer);
    this.#byHandle.set(seq, timer);
    this.#refs++;
    return seq;
  }

  /** An unreferenced timer does not keep its process alive. */
  setRef(handle: number, ref: boolean): void {
    const timer = this.#byHandle.get(handle);
    if (!timer || timer.ref === ref) return;
    timer.ref = ref;
    this.#refs += ref ? 1 : -1;
  }

  hasRef(handle: number): boolean {
    return this.#byHandle.get(handle)?.ref ?? false;
  }

  /** Whether timers or immediates alone would keep this process alive. */
  get alive(): boolean {
    return this.#refs > 0 || this.#immediates.some(({ ref }) => ref);
  }

  clearTimer(handle: number): void {
    const timer = this.#byHandle.get(handle);
    if (!timer) return;
    timer.run = null;
    this.#forget(timer);
    this.#dropCancelled();
    if (this.#timers.size > 2 * this.#byHandle.size + SWEEP_AT)
      this.#timers.remove(({ run }) => run === null);
  }

  nextTick(run: () => unknown): void {
    this.#ticks.push(this.context.bind(run));
  }

  /** As `queueMicrotask`: an exception in it ends the process, as Node's does. */
  microtask(run: () => unknown): void {
    if (this.#stopped) return;
    if (++this.#microtasks > LIMITS.ticks) this.#host.limiter.starved('queueMicrotask');
    else {
      const bound = this.context.bind(run);
      platformMicrotask(() => this.#guard(bound));
    }
  }

  setImmediate(run: () => unknown): number {
    this.#host.limiter.timers(this.#immediates.length);
    const handle = ++this.#immediateSeq;
    this.#immediates.push({ handle, run: this.context.bind(run), ref: true });
    return handle;
  }

  /** As `setRef`; one that is not referenced runs only where something else keeps the loop going. */
  setImmediateRef(handle: number, ref: boolean): void {
    const entry = this.#immediates.find((one) => one.handle === handle);
    if (entry) entry.ref = ref;
  }

  clearImmediate(handle: number): void {
    this.#immediates = this.#immediates.filter((entry) => entry.handle !== handle);
  }

  /** Virtual ms at which something is next due; Infinity when nothing is. */
  get next(): number {
    if (this.#immediates.length > 0 && this.#runsImmediates) return this.#now;
    return this.#timers.peek()?.at ?? Infinity;
  }

  /**
   * Runs everything due before `until`: `events` (sorted by time) and its own timers.
   * Calls `then` when all is done, or as soon as the process has stopped.
   */
  run(events: readonly DueEvent[], until: number, then: () => void): void {
    let index = 0;
    let first = true;
    const begin = (t: number): void => {
      this.#host.begins(t, first);
      first = false;
    };
    const turn = (): void => {
      if (this.#stopped) {
        then();
        return;
      }
      const job = this.#take(events[index], until);
      if (!job) {
        then();
        return;
      }
      if (job === 'arrival') {
        const event = events[index++]!;
        this.advanceTo(event.t);
        begin(this.#now);
        this.#call(event.run);
      } else {
        begin(this.#due);
        this.#call(job);
      }
      this.#host.macrotask(settle);
    };
    const settle = (): void => {
      if (!this.#stopped && this.#ticks.length > 0) {
        if (++this.#tickTurns > LIMITS.tickTurns) this.#host.limiter.starved('process.nextTick');
        this.#runTicks();
        this.#host.macrotask(settle);
        return;
      }
      turn();
    };
    turn();
  }

  /** Runs one piece of the program and the ticks it left; exceptions end the process, not the loop. */
  #call(run: () => unknown): void {
    this.context.reset();
    this.#reads = 0;
    this.#microtasks = 0;
    this.#tickTurns = 0;
    this.#guard(run);
    this.#runTicks();
    // The promise jobs that follow are the program's too: clock reads count on until the next turn.
  }

  #runTicks(): void {
    const ticks = this.#ticks;
    for (let i = 0; i < ticks.length; i++) {
      if (this.#stopped) break;
      if (i >= LIMITS.ticks) this.#host.limiter.starved('process.nextTick');
      else this.#guard(ticks[i]!);
    }
    ticks.length = 0;
  }

  #guard(run: () => unknown): void {
    try {
      const result = run();
      // An async callback that rejects crashes at this very event, in every browser.
      if (result instanceof Promise) {
        result.then(undefined, (error: unknown) => this.#host.onError(error, 'rejection'));
      }
    } catch (error) {
      this.#host.onError(error, 'exception');
    }
  }

  /** Those that are not referenced alone do not run: the process ends first. */
  get #runsImmediates(): boolean {
    const first = this.#immediates[0];
    return first !== undefined && (first.ref || this.alive || this.#host.heldOpen());
  }

  /** What comes next: an arrival, a timer, an immediate, or nothing in this window. */
  #take(arrival: DueEvent | undefined, until: number): 'arrival' | (() => unknown) | null {
    this.#dropCancelled();
    const timer = this.#timers.peek();
    // What is already due (the loop was held up) comes before immediates; what is not, after.
    if (arrival && arrival.t <= this.#now && !(timer && timer.at < arrival.t)) return 'arrival';
    const immediate = this.#runsImmediates ? this.#immediates[0] : undefined;
    // A loop that was held up past its window yields: what arrived meanwhile is not known here yet.
    if (immediate && this.#now < until && !(timer && timer.at < this.#now)) {
      this.#immediates.shift();
      this.#due = this.#now;
      this.#charge();
      return immediate.run;
    }
    if (timer && timer.at < until && !(arrival && arrival.t <= timer.at)) {
      this.#timers.pop();
      this.#forget(timer);
      this.advanceTo(timer.at);
      this.#due = this.#now;
      this.#charge();
      return timer.run!;
    }
    return arrival ? 'arrival' : null;
  }

  /** A timer or an immediate runs: so many at one moment take their time. */
  #charge(): void {
    const moment = this.#moment;
    if (this.#now > moment.at) moment.calls = 0;
    if (++moment.calls > FREE_CALLS) this.#now += CALL_COST_MS;
    moment.at = this.#now;
  }

  #forget(timer: Timer): void {
    if (this.#byHandle.delete(timer.handle) && timer.ref) this.#refs--;
  }

  #dropCancelled(): void {
    let top = this.#timers.peek();
    while (top && top.run === null) {
      this.#timers.pop();
      top = this.#timers.peek();
    }
  }
}
