/** `node:timers` and `node:timers/promises`, and the timer globals. */
import type { Loop } from '../loop.ts';
import type { NodeModule } from '../runtime.ts';
import { nodeError, received } from '../errors.ts';

const MAX_MS = 2 ** 31 - 1;

export class Timeout {
  readonly #loop: Loop;
  readonly #run: (this: unknown) => unknown;
  readonly #ms: number;
  readonly #repeat: boolean;
  #handle: number;
  #ref = true;
  #closed = false;
  /** It has run, and was not started anew. */
  #fired = false;

  constructor(loop: Loop, run: (this: unknown) => unknown, ms: number, repeat: boolean) {
    this.#loop = loop;
    this.#run = run;
    this.#ms = ms;
    this.#repeat = repeat;
    this.#handle = this.#arm();
  }

  get id(): number {
    return this.#handle;
  }

  /** It runs no more. */
  get _destroyed(): boolean {
    return this.#closed || this.#fired;
  }

  ref(): this {
    this.#ref = true;
    this.#loop.setRef(this.#handle, true);
    return this;
  }

  unref(): this {
    // Taken off its timer, it does nothing.
    if (!(#ref in this)) return this;
    this.#ref = false;
    this.#loop.setRef(this.#handle, false);
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  refresh(): this {
    if (this.#closed) return this;
    this.#fired = false;
    this.#loop.clearTimer(this.#handle);
    this.#handle = this.#arm();
    return this;
  }

  close(): this {
    this.#closed = true;
    this.#loop.clearTimer(this.#handle);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#handle;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #arm(): number {
    const handle = this.#loop.setTimer(() => {
      if (this.#repeat) this.#handle = this.#arm();
      else this.#fired = true;
      return Reflect.apply<unknown, unknown[], unknown>(this.#run, this, []);
    }, this.#ms);
    this.#loop.setRef(handle, this.#ref);
    return handle;
  }
}

class Immediate {
  readonly #loop: Loop;
  readonly id: number;
  #ref = true;
  #over = false;

  constructor(loop: Loop, run: (this: unknown) => unknown) {
    this.#loop = loop;
    this.id = loop.setImmediate(() => {
      this.#over = true;
      return Reflect.apply<unknown, unknown[], unknown>(run, this, []);
    });
  }

  get _destroyed(): boolean {
    return this.#over;
  }

  ref(): this {
    this.#ref = true;
    this.#loop.setImmediateRef(this.id, true);
    return this;
  }

  unref(): this {
    this.#ref = false;
    this.#loop.setImmediateRef(this.id, false);
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  close(): void {
    this.#over = true;
    this.#loop.clearImmediate(this.id);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

export interface TimerGlobals {
  readonly setTimeout: (
    run: (...args: unknown[]) => unknown,
    ms?: number,
    ...args: unknown[]
  ) => Timeout;
  readonly setInterval: (
    run: (...args: unknown[]) => unknown,
    ms?: number,
    ...args: unknown[]
  ) => Timeout;
  readonly setImmediate: (run: (...args: unknown[]) => unknown, ...args: unknown[]) => Immediate;
  readonly clearTimeout: (timer: unknown) => void;
  readonly clearInterval: (timer: unknown) => void;
  readonly clearImmediate: (timer: unknown) => void;
}

/** The timer functions of one process. A delay below 1 ms, or none, is 1 ms, as in Node. */
export function timerGlobals(loop: Loop): TimerGlobals {
  const make =
    (repeat: boolean) =>
    (run: (...args: unknown[]) => unknown, ms?: number, ...args: unknown[]): Timeout => {
      checkCallback(run);
      return new Timeout(
        loop,
        args.length > 0 ? withArguments(run, args) : run,
        delay(loop, ms),
        repeat,
      );
    };
  const clear = (timer: unknown): void => {
    if (timer instanceof Timeout) timer.close();
    else if (typeof timer === 'number' || typeof timer === 'string') loop.clearTimer(Number(timer));
  };
  const immediate = (run: (...args: unknown[]) => unknown, ...args: unknown[]): Immediate => {
    checkCallback(run);
    return new Immediate(loop, args.length > 0 ? withArguments(run, args) : run);
  };
  // `util.promisify(setTimeout)` takes the delay first.
  const promised = (name: 'setTimeout' | 'setImmediate') => ({
    [Symbol.for('nodejs.util.promisify.custom')]: (...args: unknown[]) =>
      (createTimersPromises(loop)[name] as (...args: unknown[]) => Promise<unknown>)(...args),
  });
  return {
    setTimeout: Object.assign(make(false), promised('setTimeout')),
    setInterval: make(true),
    setImmediate: Object.assign(immediate, promised('setImmediate')),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: (timer) => {
      if (timer instanceof Immediate) timer.close();
    },
  };
}

export function createTimers(loop: Loop, promises: NodeModule): NodeModule {
  const timers = { ...timerGlobals(loop), promises };
  return { ...timers, default: timers };
}

interface PromiseTimerOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

export function createTimersPromises(loop: Loop): NodeModule {
  const timers = timerGlobals(loop);
  const abortable = <T>(
    signal: AbortSignal | undefined,
    begin: (done: (value: T) => void) => () => void,
    value: T,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError(signal));
        return;
      }
      const onAbort = (): void => {
        cancel();
        reject(abortError(signal!));
      };
      const cancel = begin(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  const wait = <T>(ms?: number, value?: T, options: PromiseTimerOptions = {}): Promise<T> =>
    abortable(
      options.signal,
      (done) => {
        const timer = timers.setTimeout(done as () => void, ms);
        if (options.ref === false) timer.unref();
        return () => timers.clearTimeout(timer);
      },
      value as T,
    );
  const immediate = <T>(value?: T, options: PromiseTimerOptions = {}): Promise<T> =>
    abortable(
      options.signal,
      (done) => {
        const timer = timers.setImmediate(done as () => void);
        return () => timers.clearImmediate(timer);
      },
      value as T,
    );
  async function* every<T>(
    ms?: number,
    value?: T,
    options: PromiseTimerOptions = {},
  ): AsyncGenerator<T> {
    let due = 0;
    let wake: (() => void) | null = null;
    const timer = timers.setInterval(() => {
      due++;
      wake?.();
    }, ms);
    if (options.ref === false) timer.unref();
    const onAbort = (): void => wake?.();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        if (options.signal?.aborted) throw abortError(options.signal);
        if (due === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = null;
          continue;
        }
        due--;
        yield value as T;
      }
    } finally {
      timers.clearInterval(timer);
      options.signal?.removeEventListener('abort', onAbort);
    }
  }
  const scheduler = createScheduler(wait, immediate);
  const promises = { setTimeout: wait, setImmediate: immediate, setInterval: every, scheduler };
  return { ...promises, default: promises };
}

type Wait = (ms?: number, value?: undefined, options?: PromiseTimerOptions) => Promise<undefined>;

/** `scheduler`: the one object of its class. */
function createScheduler(wait: Wait, immediate: () => Promise<unknown>): object {
  const check = (self: unknown): void => {
    if (self === scheduler) return;
    throw nodeError('ERR_INVALID_THIS', 'Value of "this" must be of type Scheduler', TypeError);
  };
  class Scheduler {
    constructor() {
      throw nodeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor', TypeError);
    }
    yield(): Promise<unknown> {
      check(this);
      return immediate();
    }
    wait(ms: number, options?: PromiseTimerOptions): Promise<undefined> {
      check(this);
      return wait(ms, undefined, options);
    }
  }
  const scheduler = Object.create(Scheduler.prototype) as object;
  return scheduler;
}

function withArguments(
  run: (...args: unknown[]) => unknown,
  args: unknown[],
): (this: unknown) => unknown {
  return function (this: unknown) {
    return Reflect.apply<unknown, unknown[], unknown>(run, this, args);
  };
}

/** Of what a process is warned once. */
const warned = new WeakMap<Loop, Set<string>>();

function delay(loop: Loop, ms: number | undefined): number {
  if (ms === undefined) return 1;
  const value = Number(ms);
  if (value >= 1 && value <= MAX_MS) return Math.trunc(value);
  if (value > MAX_MS)
    warn('TimeoutOverflowWarning', `${value} does not fit into a 32-bit signed integer.`);
  else if (value < 0) warnOnce(loop, 'TimeoutNegativeWarning', `${value} is a negative number.`);
  else if (Number.isNaN(value)) warnOnce(loop, 'TimeoutNaNWarning', `${value} is not a number.`);
  return 1;
}

function warnOnce(loop: Loop, name: string, words: string): void {
  const before = warned.get(loop) ?? new Set();
  warned.set(loop, before);
  if (before.has(name)) return;
  before.add(name);
  warn(name, words);
}

function warn(name: string, words: string): void {
  const { process } = globalThis as { process?: NodeJS.Process };
  process?.emitWarning(`${words}\nTimeout duration was set to 1.`, name);
}

/** @throws TypeError, with Node's code, when it is no function */
export function checkCallback(run: unknown): void {
  if (typeof run === 'function') return;
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "callback" argument must be of type function. Received ${received(run)}`,
    TypeError,
  );
}

function abortError(signal: AbortSignal): Error {
  const error = Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    code: 'ABORT_ERR',
  });
  error.name = 'AbortError';
  return error;
}
