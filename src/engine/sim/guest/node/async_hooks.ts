/**
 * `node:async_hooks`: can be imported, cannot be used. A context that follows `await` needs help
 * from the JavaScript engine that browsers do not give; one that is lost at the first `await`
 * would be worse than none, so it says so at once.
 */
import { unsupported } from '../errors.ts';
import type { NodeModuleFactory } from '../runtime.ts';

const INSTEAD =
  'Hand what belongs to a request from function to function as an argument, or run this lab on Node.';

function missing(name: string): new () => object {
  return class {
    constructor() {
      throw unsupported(name, INSTEAD);
    }
  };
}

export const create: NodeModuleFactory = () => {
  const named = {
    AsyncLocalStorage: missing('AsyncLocalStorage'),
    AsyncResource: missing('AsyncResource'),
    createHook: () => {
      throw unsupported('async_hooks.createHook', INSTEAD);
    },
    executionAsyncId: () => 0,
    triggerAsyncId: () => 0,
  };
  return { ...named, default: named };
};
