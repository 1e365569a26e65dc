/** `node:timers` and `node:timers/promises`, and the timer globals. */
import type { Loop } from '../loop.ts';
import type { NodeModule } from '../runtime.ts';
import { nodeError, received } from '../errors.ts';

const MAX_MS = 2 ** 31 - 1;

export class Timeout {
  readonly #loop: Loop;
  readonly #run: () => unknown;
  readonly #ms: number;
  readonly #repeat: boolean;
  #handle: number;
  #ref = true;
  #closed = false;

  constructor(loop: Loop, run: () => unknown, ms: number, repeat: boolean) {
    this.#loop = loop;
    this.#run = run;
    this.#ms = ms;
    this.#repeat = repeat;
    this.#handle = this.#arm();
  }

  get id(): number {
    return this.#handle;
  }

  ref(): this {
    this.#ref = true;
    this.#loop.setRef(this.#handle, true);
    return this;
  }

  unref(): this {
    this.#ref = false;
    this.#loop.setRef(this.#handle, false);
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  refresh(): this {
    if (this.#closed) return this;
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
      if (this.#repeat) {
        this.#handle = this.#arm();
      }
      return this.#run();
    }, this.#ms);
    this.#loop.setRef(handle, this.#ref);
    return handle;
  }
}

class Immediate {
  readonly #loop: Loop;
  readonly id: number;

  constructor(loop: Loop, run: () => unknown) {
    this.#loop = loop;
    this.id = loop.setImmediate(run);
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  close(): void {
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
        args.length > 0 ? () => run(...args) : () => run(),
        delay(ms),
        repeat,
      );
    };
  const clear = (timer: unknown): void => {
    if (timer instanceof Timeout) timer.close();
    else if (typeof timer === 'number' || typeof timer === 'string') loop.clearTimer(Number(timer));
  };
  const immediate = (run: (...args: unknown[]) => unknown, ...args: unknown[]): Immediate => {
    checkCallback(run);
    return new Immediate(loop, () => run(...args));
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
  const scheduler = {
    wait: (ms: number, options?: PromiseTimerOptions) => wait(ms, undefined, options),
    yield: () => immediate(),
  };
  const promises = { setTimeout: wait, setImmediate: immediate, setInterval: every, scheduler };
  return { ...promises, default: promises };
}

function delay(ms: number | undefined): number {
  const value = Number(ms);
  if (!(value >= 1) || value > MAX_MS) return 1;
  return Math.trunc(value);
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
