/**
 * `AbortSignal.timeout` in virtual time. It does not keep its process alive, as in Node.
 *
 * Most timeouts outlive what they guard: a request answered in 5 ms leaves a timer of a second
 * behind. When the request is over and nobody else listens, the signal rests: no timer is set, and it
 * works out by the clock whether it has expired when somebody looks.
 */
import type { Loop } from './loop.ts';
import { abortReason } from './platform.ts';

/** As it was before a process's global object got ours. */
const Platform = AbortSignal;
const PlatformController = AbortController;
const { addEventListener, removeEventListener } = EventTarget.prototype;

/** Listens for the end of one request; returns how to stop, once the request is over. */
export function guardRequest(signal: AbortSignal, onAbort: () => void): () => void {
  addEventListener.call(signal, 'abort', onAbort, { once: true });
  return () => {
    removeEventListener.call(signal, 'abort', onAbort);
    deadlines.get(signal)?.rest();
  };
}

/**
 * The platform's class with our `timeout`. The class itself is left alone: where processes share a
 * thread they share it too.
 */
export function virtualAbortSignal(loop: Loop): typeof AbortSignal {
  const timeout = (ms: number): AbortSignal => timeoutSignal(loop, ms);
  const any = (signals: Iterable<AbortSignal>): AbortSignal => {
    const list = [...signals];
    // The platform follows these unseen: they keep their timers.
    for (const signal of list) pin(signal);
    return Platform.any(list);
  };
  return new Proxy(Platform, {
    get: (target, name) => {
      if (name === 'timeout') return timeout;
      if (name === 'any') return any;
      if (name === 'abort') return (given: unknown = abortReason()) => Platform.abort(given);
      return Reflect.get(target, name, target) as unknown;
    },
  });
}

function timeoutSignal(loop: Loop, ms: number): AbortSignal {
  const controller = new PlatformController();
  const { signal } = controller;
  Object.setPrototypeOf(signal, TIMED);
  deadlines.set(signal, new Deadline(loop, loop.now + ms, controller));
  return signal;
}

function pin(signal: AbortSignal): void {
  // Reading it makes one that rests look, and listening sets its timer again.
  if (deadlines.has(signal)) signal.addEventListener('abort', () => {});
}

const deadlines = new WeakMap<AbortSignal, Deadline>();

/** The timer of one signal. */
class Deadline {
  readonly #loop: Loop;
  readonly #due: number;
  readonly #controller: AbortController;
  #handle: number | null = null;
  /** Others than `fetch` listen too: the timer stays. */
  #pinned = false;

  constructor(loop: Loop, due: number, controller: AbortController) {
    this.#loop = loop;
    this.#due = due;
    this.#controller = controller;
    this.#arm();
  }

  /** Nobody waits for it for now. */
  rest(): void {
    if (this.#pinned || this.#handle === null || this.#loop.now >= this.#due) return;
    this.#loop.clearTimer(this.#handle);
    this.#handle = null;
  }

  /** Looks at the clock, as no timer may have been set for this moment. */
  look(): void {
    if (this.#handle === null && !this.#isOver && this.#loop.now >= this.#due) this.#expire();
  }

  /** Somebody waits for it, for good. */
  listen(): void {
    this.#pinned = true;
    this.look();
    if (!this.#isOver) this.#arm();
  }

  get #isOver(): boolean {
    return aborted.call(this.#controller.signal);
  }

  #arm(): void {
    if (this.#handle !== null) return;
    const loop = this.#loop;
    this.#handle = loop.setTimer(() => this.#expire(), Math.max(0, this.#due - loop.now));
    loop.setRef(this.#handle, false);
  }

  #expire(): void {
    const words = 'The operation was aborted due to timeout';
    this.#controller.abort(new DOMException(words, 'TimeoutError'));
  }
}

const getter = (name: string): (() => unknown) =>
  Object.getOwnPropertyDescriptor(AbortSignal.prototype, name)!.get!;
const aborted = getter('aborted') as () => boolean;
const reason = getter('reason');
const onabort = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'onabort') ?? {};
const { throwIfAborted } = AbortSignal.prototype;

/** What a signal with a timeout inherits from: who looks or listens wakes its timer. */
const TIMED: object = Object.create(Platform.prototype, {
  aborted: { configurable: true, get: lookFirst(aborted) },
  reason: { configurable: true, get: lookFirst(reason) },
  throwIfAborted: { configurable: true, writable: true, value: lookFirst(throwIfAborted) },
  addEventListener: { configurable: true, writable: true, value: listenFirst(addEventListener) },
  onabort: { configurable: true, get: onabort.get, set: listenFirst(onabort.set!) },
});

type Method = (this: AbortSignal, ...args: never[]) => unknown;

function lookFirst(method: Method): Method {
  return function (this: AbortSignal, ...args) {
    deadlines.get(this)?.look();
    return method.apply(this, args);
  };
}

function listenFirst(method: Method): Method {
  return function (this: AbortSignal, ...args) {
    deadlines.get(this)?.listen();
    return method.apply(this, args);
  };
}
