/** Node's EventEmitter: a function and not a class, as programs may call it on objects of their own. */
import { nodeError, received } from './errors.ts';
import { inspect } from './node/inspect.ts';
import { named } from './platform.ts';

type Listener = ((...args: unknown[]) => unknown) & { listener?: Listener };
type Name = string | symbol;
type Listeners = Record<Name, Listener | (Listener[] & { warned?: boolean }) | undefined>;

interface Emitter {
  _events: Listeners | undefined;
  _eventsCount: number;
  _maxListeners: number | undefined;
  [CAPTURE]?: boolean;
  emit(name: Name, ...args: unknown[]): boolean;
  on(name: Name, listener: Listener): Emitter;
  prependListener(name: Name, listener: Listener): Emitter;
  removeListener(name: Name, listener: Listener): Emitter;
  removeAllListeners(name?: Name): Emitter;
}

/** Rejected promises of its listeners become `error` events. */
const CAPTURE = Symbol('kCapture');

export const errorMonitor = Symbol('events.errorMonitor');
export const captureRejectionSymbol = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;

function Emitter(this: Emitter, options?: { captureRejections?: boolean }): void {
  init.call(this, options);
}

function init(this: Emitter, options?: { captureRejections?: boolean }): void {
  const inherited = (Object.getPrototypeOf(this) as Partial<Emitter>)._events;
  if (this._events === undefined || this._events === inherited) {
    this._events = Object.create(null) as Listeners;
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections !== undefined) {
    checkBoolean(options.captureRejections, 'options.captureRejections');
    if (options.captureRejections) this[CAPTURE] = true;
  }
}

const methods: Record<string, (this: Emitter, ...args: never[]) => unknown> = {
  emit(name: Name, ...args: unknown[]): boolean {
    const events = this._events;
    if (name === 'error') {
      if (events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
      if (events?.['error'] === undefined) throw unhandled(args[0]);
    }
    const handler = events?.[name];
    if (handler === undefined) return false;
    if (typeof handler === 'function') {
      const result = handler.apply(this, args);
      if (this[CAPTURE]) capture(this, result, name, args);
      return true;
    }
    for (const listener of handler.slice()) {
      const result = listener.apply(this, args);
      if (this[CAPTURE]) capture(this, result, name, args);
    }
    return true;
  },
  addListener(name: Name, listener: Listener) {
    return add(this, name, listener, false);
  },
  prependListener(name: Name, listener: Listener) {
    return add(this, name, listener, true);
  },
  once(name: Name, listener: Listener) {
    checkListener(listener);
    return this.on(name, onceOf(this, name, listener));
  },
  prependOnceListener(name: Name, listener: Listener) {
    checkListener(listener);
    return this.prependListener(name, onceOf(this, name, listener));
  },
  removeListener(name: Name, listener: Listener) {
    checkListener(listener);
    const events = this._events;
    const list = events?.[name];
    if (!events || list === undefined) return this;
    if (typeof list === 'function') {
      if (list !== listener && list.listener !== listener) return this;
      if (--this._eventsCount === 0) this._events = Object.create(null) as Listeners;
      else Reflect.deleteProperty(events, name);
      if (events['removeListener']) this.emit('removeListener', name, list.listener ?? listener);
      return this;
    }
    const at = list.findLastIndex((one) => one === listener || one.listener === listener);
    if (at < 0) return this;
    const [removed] = list.splice(at, 1);
    if (list.length === 1) events[name] = list[0]!;
    if (events['removeListener'] !== undefined) {
      this.emit('removeListener', name, removed!.listener ?? listener);
    }
    return this;
  },
  removeAllListeners(...names: [Name?]) {
    const events = this._events;
    if (!events) return this;
    const [name] = names;
    if (events['removeListener'] === undefined) {
      if (names.length === 0) reset(this);
      else if (events[name!] !== undefined) {
        if (--this._eventsCount === 0) this._events = Object.create(null) as Listeners;
        else Reflect.deleteProperty(events, name!);
      }
      return this;
    }
    if (names.length === 0) {
      for (const key of Reflect.ownKeys(events)) {
        if (key !== 'removeListener') this.removeAllListeners(key);
      }
      this.removeAllListeners('removeListener');
      reset(this);
      return this;
    }
    const list = events[name!];
    if (typeof list === 'function') this.removeListener(name!, list);
    else
      for (const listener of (list ?? []).slice().reverse()) this.removeListener(name!, listener);
    return this;
  },
  listeners(name: Name) {
    return listOf(this, name).map((one) => one.listener ?? one);
  },
  rawListeners(name: Name) {
    return listOf(this, name);
  },
  listenerCount(name: Name, listener?: Listener | null) {
    const list = this._events?.[name];
    if (list === undefined) return 0;
    if (listener !== undefined && listener !== null) {
      return listOf(this, name).filter((one) => one === listener || one.listener === listener)
        .length;
    }
    return typeof list === 'function' ? 1 : list.length;
  },
  eventNames() {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events!) : [];
  },
  setMaxListeners(count: number) {
    checkCount(count, 'setMaxListeners');
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() {
    return maxOf(this);
  },
};
methods['on'] = methods['addListener']!;
methods['off'] = methods['removeListener']!;

for (const [name, method] of Object.entries(methods)) {
  const value = name === 'on' ? methods['addListener'] : method;
  Object.defineProperty(Emitter.prototype, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: true,
  });
}
Object.assign(Emitter.prototype, {
  _events: undefined,
  _eventsCount: 0,
  _maxListeners: undefined,
});
Object.defineProperty(Emitter.prototype, CAPTURE, { value: false, writable: true });

Object.defineProperties(Emitter, {
  defaultMaxListeners: {
    enumerable: true,
    get: () => defaultMaxListeners,
    set(count: number) {
      checkCount(count, 'defaultMaxListeners');
      defaultMaxListeners = count;
    },
  },
  captureRejections: {
    enumerable: true,
    get: () => (Emitter.prototype as Emitter)[CAPTURE],
    set(value: boolean) {
      checkBoolean(value, 'EventEmitter.captureRejections');
      (Emitter.prototype as Emitter)[CAPTURE] = value;
    },
  },
  captureRejectionSymbol: { value: captureRejectionSymbol, enumerable: true },
  errorMonitor: { value: errorMonitor, enumerable: true },
  init: { value: init, writable: true, enumerable: true },
});

function reset(emitter: Emitter): void {
  emitter._events = Object.create(null) as Listeners;
  emitter._eventsCount = 0;
}

function listOf(emitter: Emitter, name: Name): Listener[] {
  const list = emitter._events?.[name];
  if (list === undefined) return [];
  return typeof list === 'function' ? [list] : list.slice();
}

function add(emitter: Emitter, name: Name, listener: Listener, first: boolean): Emitter {
  checkListener(listener);
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = Object.create(null) as Listeners;
    emitter._eventsCount = 0;
  } else if (events['newListener'] !== undefined) {
    // Before it is added, so that a listener of its own does not hear of itself.
    emitter.emit('newListener', name, listener.listener ?? listener);
    events = emitter._events!;
  }
  const existing = events[name];
  if (existing === undefined) {
    events[name] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  const list: Listener[] & { warned?: boolean } =
    typeof existing === 'function' ? (events[name] = [existing]) : existing;
  if (first) list.unshift(listener);
  else list.push(listener);
  const most = maxOf(emitter);
  if (most > 0 && list.length > most && !list.warned) {
    list.warned = true;
    warn(emitter, name, list.length, most);
  }
  return emitter;
}

function maxOf(emitter: Emitter): number {
  return emitter._maxListeners ?? defaultMaxListeners;
}

function warn(emitter: Emitter, type: Name, count: number, most: number): void {
  const words =
    `Possible EventEmitter memory leak detected. ${count} ${String(type)} listeners added to ` +
    `${inspect(emitter, { depth: -1 })}. MaxListeners is ${most}. ` +
    'Use emitter.setMaxListeners() to increase limit';
  const warning = Object.assign(new Error(words), { emitter, type, count });
  warning.name = 'MaxListenersExceededWarning';
  (globalThis as { process?: NodeJS.Process }).process?.emitWarning(warning);
}

interface Once {
  readonly target: Emitter;
  readonly name: Name;
  readonly listener: Listener;
  fired: boolean;
  wrapped: Listener | null;
}

function onceWrapper(this: Once, ...args: unknown[]): unknown {
  if (this.fired) return undefined;
  this.target.removeListener(this.name, this.wrapped!);
  this.fired = true;
  return this.listener.apply(this.target, args);
}

function onceOf(target: Emitter, name: Name, listener: Listener): Listener {
  const state: Once = { target, name, listener, fired: false, wrapped: null };
  const wrapped: Listener = onceWrapper.bind(state);
  wrapped.listener = listener;
  state.wrapped = wrapped;
  return wrapped;
}

/** What `error` without a listener throws. */
function unhandled(error: unknown): unknown {
  if (error instanceof Error) return error;
  let shown: string;
  try {
    shown = inspect(error);
  } catch {
    shown = String(error);
  }
  const made = nodeError('ERR_UNHANDLED_ERROR', `Unhandled error. (${shown})`);
  return Object.assign(made, { context: error });
}

function capture(emitter: Emitter, result: unknown, name: Name, args: unknown[]): void {
  const rejected = (error: unknown): void => {
    queueTick(() => {
      const own = (emitter as unknown as Record<symbol, unknown>)[captureRejectionSymbol];
      if (typeof own === 'function') {
        own.call(emitter, error, name, ...args);
        return;
      }
      // Its own listeners' rejections would come back here for ever.
      const before = emitter[CAPTURE];
      try {
        emitter[CAPTURE] = false;
        emitter.emit('error', error);
      } finally {
        emitter[CAPTURE] = before ?? false;
      }
    });
  };
  try {
    const then: unknown = (result as { then?: unknown } | null | undefined)?.then;
    if (typeof then === 'function') then.call(result, undefined, rejected);
  } catch (error) {
    emitter.emit('error', error);
  }
}

function queueTick(run: () => void): void {
  (globalThis as { process?: NodeJS.Process }).process?.nextTick(run);
}

export function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The "listener" argument must be of type function. Received ${received(listener)}`,
    TypeError,
  );
}

function checkBoolean(value: unknown, name: string): void {
  if (typeof value === 'boolean') return;
  const what = name.includes('.') ? 'property' : 'argument';
  const words = `The "${name}" ${what} must be of type boolean. Received ${received(value)}`;
  throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

/** A number of listeners. @throws as Node does for what is none */
export function checkCount(count: unknown, name: string): void {
  if (typeof count !== 'number') {
    const words = `The "${name}" argument must be of type number. Received ${received(count)}`;
    throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
  }
  if (count >= 0) return;
  const words = `The value of "${name}" is out of range. It must be >= 0. Received ${count}`;
  throw nodeError('ERR_OUT_OF_RANGE', words, RangeError);
}

export const EventEmitter = named(
  Emitter as unknown as typeof import('node:events').EventEmitter,
  'EventEmitter',
);
export type EventEmitter = InstanceType<typeof EventEmitter>;
