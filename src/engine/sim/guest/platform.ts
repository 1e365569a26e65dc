/**
 * Classes of the platform that say things differently from Node in some browser. A program must
 * log the same everywhere, so they get Node's words. The classes themselves are left alone: where
 * processes share a thread they share them too.
 */
import { nodeError } from './errors.ts';

/** Gives a function or class the name that Node's has: programs print it, bundlers change it. */
export function named<T extends object>(thing: T, name: string): T {
  return Object.defineProperty(thing, 'name', { value: name, configurable: true });
}

/** What a signal is aborted with when nobody says why. */
export function abortReason(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError');
}

/** `AbortController` whose `abort()` gives Node's reason. */
export function nodeAbortController(): typeof AbortController {
  return new Proxy(AbortController, {
    construct(target, args, newTarget) {
      const controller = Reflect.construct(target, args, newTarget) as AbortController;
      const abort = controller.abort.bind(controller);
      const value = (reason: unknown = abortReason()): void => abort(reason);
      return Object.defineProperty(controller, 'abort', { value, configurable: true });
    },
  });
}

/** `URL` whose constructor fails with Node's error. */
export function nodeUrl(): typeof URL {
  return new Proxy(URL, {
    construct(target, args: [string | URL, (string | URL)?], newTarget) {
      try {
        return Reflect.construct(target, args, newTarget) as URL;
      } catch {
        const [input, base] = args;
        const facts = {
          input: String(input),
          ...(base === undefined ? {} : { base: String(base) }),
        };
        throw Object.assign(nodeError('ERR_INVALID_URL', 'Invalid URL', TypeError), facts);
      }
    },
  });
}
