/** `node:events`: the `events` package, and what Node has gained since. */
import { EventEmitter } from '../emitter.ts';
import { nodeError } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';

type Listener = (...args: unknown[]) => void;
type Name = string | symbol;
type Emitter = EventEmitter | EventTarget;

interface WaitOptions {
  readonly signal?: AbortSignal;
  /** `on` only: events that end the iteration. */
  readonly close?: readonly Name[];
}

const errorMonitor = Symbol('events.errorMonitor');
const captureRejectionSymbol = Symbol.for('nodejs.rejection');

const plainEmit = EventEmitter.prototype.emit;

/** Node tells `errorMonitor` listeners of an error before anything happens because of it. */
function emit(this: EventEmitter, name: Name, ...args: unknown[]): boolean {
  if (name === 'error' && this.listenerCount(errorMonitor) > 0) {
    plainEmit.call(this, errorMonitor, ...args);
  }
  return plainEmit.call(this, name, ...args);
}

EventEmitter.prototype.emit = emit as typeof plainEmit;

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
function once(emitter: Emitter, name: Name, { signal }: WaitOptions = {}): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
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
  { signal, close = [] }: WaitOptions = {},
): AsyncIterableIterator<unknown[]> {
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

function getEventListeners(emitter: EventEmitter, name: Name): unknown[] {
  return emitter.listeners(name);
}

function setMaxListeners(count: number, ...emitters: EventEmitter[]): void {
  if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const emitter of emitters) emitter.setMaxListeners(count);
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
  getMaxListeners: (emitter: EventEmitter) => emitter.getMaxListeners(),
  listenerCount: (emitter: EventEmitter, name: Name) => emitter.listenerCount(name),
};

export const create: NodeModuleFactory = () => ({
  ...named,
  defaultMaxListeners: EventEmitter.defaultMaxListeners,
  default: Object.assign(EventEmitter, named),
});
