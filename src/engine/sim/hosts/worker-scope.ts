/**
 * What a Worker of the sandboxed frame keeps for its host, before the realm is closed to programs:
 * a way to evaluate modules.
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

const libraries = new Map<string, unknown>();

/** The value of a library of ours, which stacks do not name; the same text is evaluated once. */
export function evaluateLibrary(text: string): unknown {
  let library = libraries.get(text);
  if (library === undefined) {
    library = valueOf(scriptUrl(`globalThis.${SLOT}=`, text));
    libraries.set(text, library);
  }
  return library;
}

/** The reader's path for a script's address. */
export function pathOf(url: string): string | undefined {
  return paths.get(url);
}
