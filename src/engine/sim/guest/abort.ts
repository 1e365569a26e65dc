/**
 * `AbortSignal.timeout` in virtual time. It does not keep its process alive, as in Node.
 *
 * Most timeouts outlive what they guard: a request answered in 5 ms leaves a timer of a second
 * behind. When the request is over and nobody else listens, the signal rests: no timer is set, and it
 * works out by the clock whether it has expired when somebody looks.
 */
import type { Loop } from './loop.ts';
import { abortReason } from './platform.ts';

const GUARD = Symbol('guard');

interface Guard {
  /** Others than `fetch` listen too: the timer stays. */
  pinned: boolean;
  rest(): void;
}

type Guarded = AbortSignal & { [GUARD]?: Guard };

/** As it was before a process's global object got ours. */
const Platform = AbortSignal;
const { addEventListener, removeEventListener } = EventTarget.prototype;

/** Listens for the end of one request; returns how to stop, once the request is over. */
export function guardRequest(signal: AbortSignal, onAbort: () => void): () => void {
  addEventListener.call(signal, 'abort', onAbort, { once: true });
  return () => {
    removeEventListener.call(signal, 'abort', onAbort);
    const guard = (signal as Guarded)[GUARD];
    if (guard && !guard.pinned) guard.rest();
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
  const controller = new AbortController();
  const { signal } = controller;
  const due = loop.now + ms;
  let handle: number | null = null;
  const expire = (): void =>
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  const arm = (): void => {
    if (handle !== null) return;
    handle = loop.setTimer(expire, Math.max(0, due - loop.now));
    loop.setRef(handle, false);
  };
  arm();
  const guard: Guard = {
    pinned: false,
    rest: () => {
      if (handle === null || loop.now >= due) return;
      loop.clearTimer(handle);
      handle = null;
    },
  };
  /** Looks at the clock, as no timer may have been set for this moment. */
  const look = (): void => {
    if (handle === null && !aborted.call(signal) && loop.now >= due) expire();
  };
  const listen = (): void => {
    guard.pinned = true;
    look();
    if (!aborted.call(signal)) arm();
  };
  Object.defineProperties(signal, {
    [GUARD]: { value: guard },
    aborted: { configurable: true, get: () => (look(), aborted.call(signal)) },
    reason: { configurable: true, get: () => (look(), reason.call(signal)) },
    throwIfAborted: {
      configurable: true,
      value: () => {
        look();
        throwIfAborted.call(signal);
      },
    },
    addEventListener: {
      configurable: true,
      value: (...args: Parameters<typeof addEventListener>) => {
        listen();
        addEventListener.apply(signal, args);
      },
    },
    onabort: {
      configurable: true,
      get: () => onabort.get!.call(signal) as unknown,
      set: (value: unknown) => {
        listen();
        onabort.set!.call(signal, value);
      },
    },
  });
  return signal;
}

function pin(signal: AbortSignal): void {
  const guard = (signal as Guarded)[GUARD];
  // Reading it makes one that rests look, and listening sets its timer again.
  if (guard) signal.addEventListener('abort', () => {});
}

const getter = (name: string): (() => unknown) =>
  Object.getOwnPropertyDescriptor(AbortSignal.prototype, name)!.get!;
const aborted = getter('aborted') as () => boolean;
const reason = getter('reason');
const onabort = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'onabort') ?? {};
const { throwIfAborted } = AbortSignal.prototype;
