/**
 * Loads a process's modules: built-ins, and the reader's files as `compile.ts` prepared them.
 * All of it settles on microtasks, so a program is loaded before its time moves.
 */
import type { CompiledModule } from '../compile.ts';
import { findLinkProblem, missingFile } from '../link.ts';
import { resolvePath } from '../specifiers.ts';
import { nodeError } from './errors.ts';

/** The body of a module: an async generator that first binds its imports, then runs. */
export type ModuleBody = (
  exports: Record<string, unknown>,
  require: (specifier: string) => unknown,
  dynamicImport: (specifier: string) => Promise<unknown>,
  meta: ImportMetaFacts,
) => AsyncGenerator<void, void, void>;

export interface ImportMetaFacts {
  readonly url: string;
  readonly dirname: string;
  readonly filename: string;
  readonly main: boolean;
}

export interface LoaderSetup {
  readonly entry: string;
  readonly modules: Readonly<Record<string, CompiledModule>>;
  /** A built-in's exports with `__esModule`, or undefined where the name is no built-in. @throws for one that is missing here. */
  readonly builtin: (specifier: string) => unknown;
  /** Names that a built-in exports. @throws the same. */
  readonly builtinExports: (name: string) => readonly string[];
  readonly evaluate: (path: string, code: string) => ModuleBody;
}

/** A file or a name that an import asks for is not there. */
export class LinkError extends Error {
  readonly path: string;
  readonly line: number | undefined;

  constructor(message: string, path: string, line: number | undefined) {
    super(message);
    // As in Node, a missing export is a mistake of syntax; a missing file or module is not.
    this.name = message.startsWith('The requested module') ? 'SyntaxError' : 'Error';
    this.path = path;
    this.line = line;
  }
}

interface Loaded {
  readonly exports: Record<string, unknown>;
  readonly steps: AsyncGenerator<void, void, void>;
  readonly module: CompiledModule;
  done: Promise<void> | null;
}

export class Loader {
  readonly #setup: LoaderSetup;
  readonly #linked: ReadonlyMap<string, CompiledModule>;
  readonly #loaded = new Map<string, Loaded>();

  constructor(setup: LoaderSetup) {
    this.#setup = setup;
    this.#linked = new Map(Object.entries(setup.modules));
  }

  /** Runs the entry and everything it imports; rejects with what a module threw. */
  async run(): Promise<void> {
    await this.#load(this.#setup.entry);
  }

  async #load(path: string): Promise<Record<string, unknown>> {
    await this.#prepare(path);
    await this.#evaluate(path);
    return this.#loaded.get(path)!.exports;
  }

  /** Makes every module reachable by static imports, and binds their imports, before any runs. */
  async #prepare(path: string): Promise<void> {
    const problem = findLinkProblem(path, this.#linked, this.#setup.builtinExports);
    if (problem) throw new LinkError(problem.message, problem.path, problem.line);
    const fresh: Loaded[] = [];
    const visit = (at: string): void => {
      if (this.#loaded.has(at)) return;
      const module = this.#setup.modules[at];
      if (!module) throw new Error(`Cannot find module '${at}'`);
      const exports: Record<string, unknown> = {};
      const body = this.#setup.evaluate(at, module.code);
      const require = (specifier: string): unknown => this.#require(at, specifier);
      const dynamicImport = (specifier: string): Promise<unknown> => this.#import(at, specifier);
      const steps = body(exports, require, dynamicImport, this.#meta(at));
      const loaded: Loaded = { exports, steps, module, done: null };
      this.#loaded.set(at, loaded);
      fresh.push(loaded);
      for (const { specifier, dynamic } of module.imports) {
        const target = dynamic ? undefined : resolvePath(at, specifier);
        if (target !== undefined) visit(target);
      }
    };
    visit(path);
    for (const loaded of fresh) await loaded.steps.next();
  }

  /** Depth first, each once, each awaited before the next; a cycle gets what is there so far. */
  #evaluate(path: string): Promise<void> {
    const loaded = this.#loaded.get(path)!;
    if (loaded.done) return loaded.done;
    const ancestors = new Set<string>();
    const visit = async (at: string): Promise<void> => {
      const current = this.#loaded.get(at)!;
      if (current.done && !ancestors.has(at)) return current.done;
      if (ancestors.has(at)) return;
      ancestors.add(at);
      const run = async (): Promise<void> => {
        for (const { specifier, dynamic } of current.module.imports) {
          const target = dynamic ? undefined : resolvePath(at, specifier);
          if (target !== undefined) await visit(target);
        }
        await current.steps.next();
      };
      current.done = run();
      await current.done;
      ancestors.delete(at);
    };
    return visit(path);
  }

  #require(from: string, specifier: string): unknown {
    const target = resolvePath(from, specifier);
    if (target === undefined) return this.#setup.builtin(specifier);
    const loaded = this.#loaded.get(target);
    if (!loaded) throw new Error(`Cannot find module '${specifier}' imported from ${from}`);
    return loaded.exports;
  }

  async #import(from: string, specifier: string): Promise<unknown> {
    const target = resolvePath(from, specifier);
    const missing = missingFile(from, specifier, (path) => this.#linked.has(path));
    if (missing) throw nodeError('ERR_MODULE_NOT_FOUND', missing);
    return target === undefined ? this.#setup.builtin(specifier) : this.#load(target);
  }

  #meta(path: string): ImportMetaFacts {
    const filename = `/app/${path}`;
    return {
      url: `file://${filename}`,
      dirname: filename.slice(0, filename.lastIndexOf('/')),
      filename,
      main: path === this.#setup.entry,
    };
  }
}
