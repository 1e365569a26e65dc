/** `AsyncResource` and `EventEmitterAsyncResource`: what remembers in which frame it was made. */
import type { Context, Frame } from '../context.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, received } from '../errors.ts';

export type Fn = (this: unknown, ...args: unknown[]) => unknown;

interface ResourceOptions {
  readonly triggerAsyncId?: number;
}

/** The two classes of one process, and the id of the resource whose callback runs. */
export interface AsyncResources {
  readonly AsyncResource: ReturnType<typeof resourceClass>;
  readonly EventEmitterAsyncResource: new (options?: object) => EventEmitter;
  readonly current: () => number;
}

interface Ids {
  /** Of the resource whose callback runs; the program itself is 1. */
  current: number;
  last: number;
}

export function createAsyncResources(context: Context): AsyncResources {
  const ids: Ids = { current: 1, last: 1 };
  const AsyncResource = resourceClass(context, ids);

  class EventEmitterAsyncResource extends EventEmitter {
    readonly #resource: InstanceType<typeof AsyncResource>;

    constructor(options: string | (ResourceOptions & { name?: string }) = {}) {
      super(typeof options === 'string' ? undefined : (options as object));
      const name = typeof options === 'string' ? options : options.name;
      const more = typeof options === 'string' ? {} : options;
      this.#resource = new AsyncResource(name ?? new.target.name, more);
    }

    override emit(name: string | symbol, ...args: unknown[]): boolean {
      const emit = (): boolean => super.emit(name, ...args);
      return this.#resource.runInAsyncScope(emit) as boolean;
    }

    emitDestroy(): void {
      this.#resource.emitDestroy();
    }

    get asyncId(): number {
      return this.#resource.asyncId();
    }

    get triggerAsyncId(): number {
      return this.#resource.triggerAsyncId();
    }

    get asyncResource(): object {
      return this.#resource;
    }
  }
  return {
    AsyncResource,
    EventEmitterAsyncResource: EventEmitterAsyncResource,
    current: () => ids.current,
  };
}

function resourceClass(context: Context, ids: Ids) {
  return class AsyncResource {
    readonly #id = ++ids.last;
    readonly #trigger: number;
    readonly #frame: Frame = context.frame;

    constructor(type: string, options: number | ResourceOptions = {}) {
      checkType(type);
      const trigger = typeof options === 'number' ? options : options.triggerAsyncId;
      this.#trigger = trigger ?? ids.current;
      if (!Number.isSafeInteger(this.#trigger) || this.#trigger < -1) {
        const words = `Invalid triggerAsyncId value: ${String(this.#trigger)}`;
        throw nodeError('ERR_INVALID_ASYNC_ID', words, RangeError);
      }
    }

    runInAsyncScope(run: Fn, thisArg?: unknown, ...args: unknown[]): unknown {
      const before = ids.current;
      ids.current = this.#id;
      try {
        return context.within(this.#frame, () => Reflect.apply(run, thisArg, args));
      } finally {
        ids.current = before;
      }
    }

    emitDestroy(): this {
      return this;
    }

    asyncId(): number {
      return this.#id;
    }

    triggerAsyncId(): number {
      return this.#trigger;
    }

    bind(run: Fn, ...more: unknown[]): Fn {
      checkFunction(run);
      // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function has its own
      const resource = this;
      const bound: Fn = function (...args) {
        return resource.runInAsyncScope(run, more.length > 0 ? more[0] : this, ...args);
      };
      return Object.defineProperty(bound, 'length', { value: run.length, configurable: true });
    }

    static bind(run: Fn, type?: string, ...more: unknown[]): Fn {
      return new AsyncResource(type ?? (run.name || 'bound-anonymous-fn')).bind(run, ...more);
    }
  };
}

function checkType(value: unknown): void {
  if (typeof value === 'string') return;
  const words = `The "type" argument must be of type string. Received ${received(value)}`;
  throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

function checkFunction(value: unknown): void {
  if (typeof value === 'function') return;
  const words = `The "fn" argument must be of type function. Received ${received(value)}`;
  throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}
