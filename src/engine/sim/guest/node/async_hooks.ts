/**
 * `node:async_hooks`: `AsyncLocalStorage` and `AsyncResource`, over the context of the process
 * (`../context.ts`). Hooks that hear of every asynchronous call there is are refused: in a browser the
 * JavaScript engine tells nobody.
 */
import type { Context, Frame } from '../context.ts';
import { nodeError, received, unsupported } from '../errors.ts';
import type { NodeModule } from '../runtime.ts';
import type { AsyncResources, Fn } from './async_resource.ts';

const NO_HOOKS = 'Use AsyncLocalStorage to know what belongs to a request.';

/** @param followed whether the program's files were compiled for it */
export function createAsyncHooks(
  context: Context,
  { AsyncResource, current }: AsyncResources,
  followed: boolean,
): NodeModule {
  if (!followed) {
    throw unsupported(
      'node:async_hooks under a computed name',
      "Import it by its name, so that awaits are followed: `import { AsyncLocalStorage } from 'node:async_hooks'`.",
    );
  }
  context.active = true;
  class AsyncLocalStorage {
    readonly #default: unknown;
    readonly #name: string;

    constructor(options: { defaultValue?: unknown; name?: string } = {}) {
      const { defaultValue, name = '' } = options;
      checkString(name, 'options.name');
      this.#default = defaultValue;
      this.#name = name;
    }

    static bind(run: Fn): Fn {
      return AsyncResource.bind(run);
    }

    static snapshot(): Fn {
      return AsyncResource.bind((run, ...args) => (run as Fn)(...args));
    }

    get name(): string {
      return this.#name;
    }

    getStore(): unknown {
      return context.frame.has(this) ? context.frame.get(this) : this.#default;
    }

    run(store: unknown, run: Fn, ...args: unknown[]): unknown {
      return context.within(this.#with(store), () => run(...args));
    }

    exit(run: Fn, ...args: unknown[]): unknown {
      return this.run(undefined, run, ...args);
    }

    enterWith(store: unknown): void {
      context.frame = this.#with(store);
    }

    /** Until the scope is disposed of. */
    withScope(store: unknown): Disposable {
      const before = context.frame;
      this.enterWith(store);
      let over = false;
      const dispose = (): void => {
        if (!over) context.frame = before;
        over = true;
      };
      return { dispose, [Symbol.dispose]: dispose } as Disposable;
    }

    disable(): void {
      const frame = new Map(context.frame);
      frame.delete(this);
      context.frame = frame;
    }

    #with(store: unknown): Frame {
      return new Map(context.frame).set(this, store);
    }
  }

  const resource = {};
  const named = {
    AsyncLocalStorage,
    AsyncResource,
    createHook: (): never => {
      throw unsupported('async_hooks.createHook', NO_HOOKS);
    },
    executionAsyncId: current,
    executionAsyncResource: (): object => resource,
    triggerAsyncId: (): number => 0,
  };
  return { ...named, default: named };
}

function checkString(value: unknown, name: string): void {
  if (typeof value === 'string') return;
  const words = `The "${name}" property must be of type string. Received ${received(value)}`;
  throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}
