/** `node:events`: the `events` package, and what Node has gained since. */
import { captureRejectionSymbol, checkCount, errorMonitor, EventEmitter } from '../emitter.ts';
import { nodeError, received } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';

type Listener = (...args: unknown[]) => void;
type Name = string | symbol;
type Emitter = EventEmitter | EventTarget;

interface WaitOptions {
  readonly signal?: AbortSignal;
  /** `on` only: events that end the iteration. */
  readonly close?: readonly Name[];
}

function abortError(signal: AbortSignal): Error {
  const error = nodeError('ABORT_ERR', 'The operation was aborted');
  error.name = 'AbortError';
  error.cause = signal.reason;
  return error;
}

function listen(emitter: Emitter, name: Name, listener: Listener, once = false): () => void {
  if (emitter instanceof EventEmitter) {
    if (once) emitter.once(name, listener);
    else emitter.on(name, listener);
    return () => emitter.off(name, listener);
  }
  emitter.addEventListener(String(name), listener, { once });
  return () => {
    emitter.removeEventListener(String(name), listener);
  };
}

/** Resolves with the arguments of the next `name`; rejects on `error` or when aborted. */
function once(emitter: Emitter, name: Name, options?: WaitOptions | null): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw invalid('options', 'of type object', options);
    }
    const signal = signalOf(options);
    checkEmitter(emitter);
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    const undo: (() => void)[] = [];
    const settle = (then: () => void): void => {
      undo.forEach((stop) => {
        stop();
      });
      then();
    };
    undo.push(
      listen(
        emitter,
        name,
        (...args) => {
          settle(() => {
            resolve(args);
          });
        },
        true,
      ),
    );
    if (name !== 'error' && emitter instanceof EventEmitter) {
      undo.push(
        listen(
          emitter,
          'error',
          (error) => {
            settle(() => {
              reject(error);
            });
          },
          true,
        ),
      );
    }
    if (signal) {
      undo.push(
        listen(
          signal,
          'abort',
          () => {
            settle(() => {
              reject(abortError(signal));
            });
          },
          true,
        ),
      );
    }
  });
}

/** Iterates over every `name` from now on; ends on `close` events, throws on `error` or abort. */
function on(
  emitter: Emitter,
  name: Name,
  options: WaitOptions = {},
): AsyncIterableIterator<unknown[]> {
  const signal = signalOf(options);
  const { close = [] } = options;
  checkEmitter(emitter);
  if (signal?.aborted) throw abortError(signal);
  const waiting: {
    resolve: (result: IteratorResult<unknown[]>) => void;
    reject: (error: unknown) => void;
  }[] = [];
  const ready: unknown[][] = [];
  let failure: { error: unknown } | null = null;
  let done = false;
  const undo: (() => void)[] = [];
  const finish = (): void => {
    done = true;
    undo.forEach((stop) => {
      stop();
    });
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
  };
  const fail = (error: unknown): void => {
    const first = waiting.shift();
    if (first) first.reject(error);
    else failure = { error };
    finish();
  };
  undo.push(
    listen(emitter, name, (...args) => {
      const first = waiting.shift();
      if (first) first.resolve({ value: args, done: false });
      else ready.push(args);
    }),
  );
  if (name !== 'error' && emitter instanceof EventEmitter)
    undo.push(listen(emitter, 'error', fail));
  for (const end of close) undo.push(listen(emitter, end, finish));
  if (signal) {
    undo.push(
      listen(
        signal,
        'abort',
        () => {
          fail(abortError(signal));
        },
        true,
      ),
    );
  }
  return {
    next: () => {
      const value = ready.shift();
      if (value) return Promise.resolve({ value, done: false });
      if (failure) {
        const { error } = failure;
        failure = null;
        return Promise.reject(error);
      }
      if (done) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: () => {
      finish();
      return Promise.resolve({ value: undefined, done: true });
    },
    throw: (error: unknown) => {
      fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function invalid(name: string, expected: string, value: unknown): Error {
  const what = name.includes('.') ? 'property' : 'argument';
  const words = `The "${name}" ${what} must be ${expected}. Received ${received(value)}`;
  return nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

function signalOf(options: WaitOptions | undefined): AbortSignal | undefined {
  const signal: unknown = options?.signal;
  if (signal === undefined) return undefined;
  if (typeof signal === 'object' && signal !== null && 'aborted' in signal) {
    return signal as AbortSignal;
  }
  throw invalid('options.signal', 'an instance of AbortSignal', signal);
}

function checkEmitter(emitter: unknown, name = 'emitter'): void {
  const given = (emitter ?? {}) as Partial<EventEmitter & EventTarget>;
  if (typeof given.on === 'function' || typeof given.addEventListener === 'function') return;
  throw invalid(name, 'an instance of EventEmitter', emitter);
}

function getEventListeners(emitter: EventEmitter, name: Name): unknown[] {
  return emitter.listeners(name);
}

/** Of event targets, which have no such limit of their own. */
const targetLimits = new WeakMap<object, number>();

function setMaxListeners(count: number, ...emitters: Emitter[]): void {
  checkCount(count, 'setMaxListeners');
  if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const emitter of emitters) {
    if (emitter instanceof EventTarget) targetLimits.set(emitter, count);
    else if (typeof (emitter as Partial<EventEmitter>).setMaxListeners === 'function') {
      emitter.setMaxListeners(count);
    } else throw invalid('eventTargets', 'an instance of EventEmitter or EventTarget', emitter);
  }
}

function getMaxListeners(emitter: Emitter): number {
  if (emitter instanceof EventTarget) {
    const usual = emitter instanceof AbortSignal ? 0 : EventEmitter.defaultMaxListeners;
    return targetLimits.get(emitter) ?? usual;
  }
  if (typeof (emitter as Partial<EventEmitter> | null)?.getMaxListeners === 'function') {
    return emitter.getMaxListeners();
  }
  throw invalid('emitter', 'an instance of EventEmitter or EventTarget', emitter);
}

function addAbortListener(signal: AbortSignal, listener: (event: Event) => void): Disposable {
  if (signal.aborted)
    queueMicrotask(() => {
      listener(new Event('abort'));
    });
  const stop = listen(signal, 'abort', listener as Listener, true);
  return { [Symbol.dispose]: stop };
}

const named = {
  EventEmitter,
  once,
  on,
  errorMonitor,
  captureRejectionSymbol,
  getEventListeners,
  setMaxListeners,
  addAbortListener,
  getMaxListeners,
  listenerCount: (emitter: EventEmitter, name: Name) => emitter.listenerCount(name),
};

for (const [name, value] of Object.entries(named)) {
  if (!(name in EventEmitter)) Object.assign(EventEmitter, { [name]: value });
}

export const create: NodeModuleFactory = () => ({
  ...named,
  defaultMaxListeners: EventEmitter.defaultMaxListeners,
  default: EventEmitter,
});
