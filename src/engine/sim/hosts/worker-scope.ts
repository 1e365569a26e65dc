/**
 * What a Worker of the sandboxed frame keeps for its host, before the realm is closed to programs:
 * a way to evaluate modules, and one to let every microtask run.
 */
import type { ModuleBody } from '../guest/loader.ts';

const scope = globalThis as unknown as {
  importScripts(url: string): void;
} & Record<string, unknown>;

const importScripts = scope.importScripts.bind(globalThis);
const { createObjectURL } = URL;
const RealBlob = Blob;

/** Where a script leaves its value; gone again before any program runs. */
const SLOT = '__module';

/** Address of a script with this text. */
function scriptUrl(...parts: readonly string[]): string {
  return createObjectURL(new RealBlob([...parts], { type: 'text/javascript' }));
}

/** The value of an expression, by its script's address. */
function valueOf(url: string): unknown {
  importScripts(url);
  const value = scope[SLOT];
  Reflect.deleteProperty(scope, SLOT);
  return value;
}

const paths = new Map<string, string>();
const bodies = new Map<string, ModuleBody>();

/** The body of a module; the same text is evaluated once. */
export function evaluateModule(path: string, code: string): ModuleBody {
  const key = `${path}\n${code}`;
  let body = bodies.get(key);
  if (!body) {
    const url = scriptUrl(`globalThis.${SLOT}=`, code);
    paths.set(url, path);
    body = valueOf(url) as ModuleBody;
    bodies.set(key, body);
  }
  return body;
}

/** The reader's path for a script's address. */
export function pathOf(url: string): string | undefined {
  return paths.get(url);
}

/** Calls back on a fresh task, when every microtask has run. One at a time. */
export const macrotask = freshTask();

function freshTask(): (then: () => void) => void {
  const { scheduler } = globalThis as { scheduler?: { postTask(run: () => void): unknown } };
  // Half the time of a message, where there is one.
  if (scheduler) return (then) => void scheduler.postTask(then);
  const { port1, port2 } = new MessageChannel();
  let resume: (() => void) | null = null;
  port1.onmessage = () => {
    const then = resume!;
    resume = null;
    then();
  };
  return (then) => {
    resume = then;
    port2.postMessage(0);
  };
}
