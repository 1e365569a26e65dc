/**
 * Loads a process's modules: built-ins, and the reader's files as `compile.ts` prepared them.
 * All of it settles on microtasks, so a program is loaded before its time moves.
 */
import { power } from '../../../lib/math/index.ts';
import type { CompiledModule } from '../compile.ts';
import { exportedNames, findLinkProblem, likelyFile, missingFile } from '../link.ts';
import { findImported, resolvePath, resolveRequired, specifierProblem } from '../specifiers.ts';
import { CommonJs, fullName, type CommonJsBody } from './commonjs.ts';
import type { Context } from './context.ts';
import { nodeError } from './errors.ts';
import { inNodesWords } from './language/wording.ts';

/** A generator that first binds its imports, then runs. */
export type Steps = Generator<void, void, void> | AsyncGenerator<void, void, void>;

/** The function that makes an ES module. */
export type EsBody = (
  exports: Record<string, unknown>,
  require: (specifier: string) => unknown,
  dynamicImport: (specifier: string) => Promise<unknown>,
  meta: ImportMetaFacts,
  power: (base: unknown, exponent: unknown) => unknown,
  caught: (error: unknown) => unknown,
  context: Context,
) => Steps;

/** What `CompiledModule.code` evaluates to. */
export type ModuleBody = EsBody | CommonJsBody;

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
  /** For text that is followed (`follow.ts`). */
  readonly context: Context;
}

/** A file or a name that an import asks for is not there. */
export class LinkError extends Error {
  readonly path: string;
  readonly line: number | undefined;

  constructor(message: string, path: string, line: number | undefined) {
    super(message);
    // As in Node, a missing export is a mistake of syntax; a missing file or module is not.
    this.name = /^(?:The requested module|Named export)/.test(message) ? 'SyntaxError' : 'Error';
    this.path = path;
    this.line = line;
  }
}

interface Loaded {
  /** What `import * as` gives. */
  readonly exports: Record<string, unknown>;
  readonly made: { readonly steps: Steps } | { readonly body: CommonJsBody };
  readonly module: CompiledModule;
  started: boolean;
  /** It has been run to its end, or has thrown. */
  over: boolean;
  done: Promise<void> | null;
  /** What it threw when it ran at once. */
  failure: { readonly error: unknown } | null;
}

export class Loader {
  readonly #setup: LoaderSetup;
  readonly #linked: ReadonlyMap<string, CompiledModule>;
  readonly #loaded = new Map<string, Loaded>();
  readonly #commonJs: CommonJs;

  constructor(setup: LoaderSetup) {
    this.#setup = setup;
    this.#linked = new Map(Object.entries(setup.modules));
    const has = (path: string): boolean => this.#linked.has(path);
    this.#commonJs = new CommonJs({
      entry: setup.entry,
      builtin: setup.builtin,
      resolve: (from, specifier) => resolveRequired(from, specifier, has),
      help: (from, specifier) => {
        if (resolvePath(from, specifier) === undefined) return specifierProblem(specifier);
        const likely = likelyFile(from, specifier, has);
        return likely && `Write '${likely}': only '.js' and '.json' may be left out.`;
      },
      body: (path) => this.#commonJsBody(path),
      requireOther: (path, from) => this.#requireModule(path, from),
      dynamicImport: (from, specifier) => this.#import(from, specifier),
      context: setup.context,
    });
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

  #link(path: string): void {
    const problem = findLinkProblem(path, this.#linked, this.#setup.builtinExports);
    if (problem) throw new LinkError(problem.message, problem.path, problem.line);
  }

  /**
   * Makes every module that is reachable by static imports and by `require`, and binds the imports
   * of each, before any runs.
   */
  async #prepare(path: string): Promise<void> {
    this.#link(path);
    const fresh: Steps[] = [];
    const visit = (at: string): void => {
      if (this.#loaded.has(at)) return;
      const module = this.#setup.modules[at];
      if (!module) throw new Error(`Cannot find module '${at}'`);
      const loaded = this.#make(at, module);
      this.#loaded.set(at, loaded);
      if ('steps' in loaded.made) fresh.push(loaded.made.steps);
      for (const record of module.imports) {
        if (record.dynamic && !record.required) continue;
        const target = findImported(at, record, (file) => this.#linked.has(file));
        if (target !== undefined) visit(target);
      }
    };
    visit(path);
    for (const steps of fresh) await steps.next();
  }

  #make(path: string, module: CompiledModule): Loaded {
    const body = this.#setup.evaluate(path, module.code);
    const exports: Record<string, unknown> = {};
    const common = { exports, module, started: false, over: false, done: null, failure: null };
    if (module.kind === 'commonjs') return { ...common, made: { body: body as CommonJsBody } };
    const steps = (body as EsBody)(
      exports,
      (specifier) => this.#bind(path, specifier),
      (specifier) => this.#import(path, specifier),
      this.#meta(path),
      power,
      inNodesWords,
      this.#setup.context,
    );
    return { ...common, made: { steps } };
  }

  /** JSON is one more kind of file that can be required. */
  #commonJsBody(path: string): CommonJsBody | undefined {
    if (path.endsWith('.json')) {
      return (_exports, _require, module) => {
        module.exports = this.#requireModule(path, path);
      };
    }
    const made = this.#loaded.get(path)?.made;
    return made && 'body' in made ? made.body : undefined;
  }

  /** As Node does, at once where nothing awaits: no promise job comes between two modules. */
  async #evaluate(path: string): Promise<void> {
    const { done, over } = this.#loaded.get(path)!;
    const inTurn = (done && !over) || this.#awaits(path, new Set());
    if (inTurn) await this.#evaluateInTurn(path);
    else this.#evaluateNow(path);
  }

  #awaits(path: string, seen: Set<string>): boolean {
    const loaded = this.#loaded.get(path)!;
    if (loaded.over || seen.has(path)) return false;
    seen.add(path);
    if (loaded.module.awaits || loaded.done) return true;
    return this.#importsOf(path).some((target) => this.#awaits(target, seen));
  }

  #evaluateNow(path: string): void {
    const loaded = this.#loaded.get(path)!;
    if (loaded.failure) throw loaded.failure.error;
    if (loaded.started) return;
    loaded.started = true;
    loaded.done = Promise.resolve();
    try {
      this.#importsOf(path).forEach((target) => {
        this.#evaluateNow(target);
      });
      void this.#runNow(path, loaded);
    } catch (error) {
      // Whoever imports it again gets the same.
      loaded.failure = { error };
      throw error;
    }
  }

  /** Depth first, each once, each awaited before the next; a cycle gets what is there so far. */
  #evaluateInTurn(path: string): Promise<void> {
    const loaded = this.#loaded.get(path)!;
    if (loaded.done) return loaded.done;
    const ancestors = new Set<string>();
    const visit = async (at: string): Promise<void> => {
      const current = this.#loaded.get(at)!;
      if (current.done && !ancestors.has(at)) return current.done;
      if (ancestors.has(at)) return;
      ancestors.add(at);
      current.started = true;
      const run = async (): Promise<void> => {
        for (const target of this.#importsOf(at)) {
          if (this.#awaits(target, new Set(ancestors))) await visit(target);
          else this.#evaluateNow(target);
        }
        await this.#runNow(at, current);
      };
      current.done = run();
      await current.done;
      ancestors.delete(at);
    };
    return visit(path);
  }

  /** The module itself; everything it imports has run. */
  #runNow(path: string, loaded: Loaded): void | Promise<unknown> {
    try {
      if ('body' in loaded.made) {
        this.#fillNamespace(loaded, this.#commonJs.load(path).exports);
        return undefined;
      }
      const end = loaded.made.steps.next();
      return end instanceof Promise ? end.finally(() => (loaded.over = true)) : undefined;
    } finally {
      if (!loaded.module.awaits) loaded.over = true;
    }
  }

  /** `import * as` of a CommonJS module: what it exported, and the names it was seen to export. */
  #fillNamespace({ exports: namespace, module }: Loaded, exported: unknown): void {
    const names = new Set(exportedNames(module.path, this.#linked, this.#setup.builtinExports));
    // Compiled imports look for it; programs see it where the file itself has it.
    const enumerable = names.delete('__esModule');
    Object.defineProperty(namespace, '__esModule', { value: true, enumerable });
    for (const name of [...names].sort()) {
      const whole = name === 'default' || name === 'module.exports';
      namespace[name] = whole ? exported : (Object(exported) as Record<string, unknown>)[name];
    }
  }

  #importsOf(path: string): string[] {
    return this.#loaded.get(path)!.module.imports.flatMap(({ specifier, dynamic }) => {
      const target = dynamic ? undefined : resolvePath(path, specifier);
      return target === undefined ? [] : [target];
    });
  }

  /** An ES module's import of something that was made already. */
  #bind(from: string, specifier: string): unknown {
    const target = resolvePath(from, specifier);
    if (target === undefined) return this.#setup.builtin(specifier);
    const loaded = this.#loaded.get(target);
    if (!loaded) throw new Error(`Cannot find module '${specifier}' imported from ${from}`);
    return loaded.exports;
  }

  /** `require` of an ES module or of JSON: runs it now, with all it imports. */
  #requireModule(path: string, from: string): unknown {
    this.#link(path);
    this.#checkRequirable(path, from, new Set());
    this.#evaluateNow(path);
    const { exports } = this.#loaded.get(path)!;
    return path.endsWith('.json') ? exports['default'] : (exports['module.exports'] ?? exports);
  }

  #checkRequirable(path: string, from: string, seen: Set<string>): void {
    const loaded = this.#loaded.get(path)!;
    if (loaded.over || seen.has(path)) return;
    seen.add(path);
    if (loaded.module.awaits) {
      const words =
        'require() cannot be used on an ESM graph with top-level await. Use import() instead.';
      throw nodeError('ERR_REQUIRE_ASYNC_MODULE', words);
    }
    if (loaded.done) {
      const words = `Cannot require() ES Module ${fullName(path)} in a cycle. (from ${fullName(from)})`;
      throw nodeError('ERR_REQUIRE_CYCLE_MODULE', words);
    }
    this.#importsOf(path).forEach((target) => {
      this.#checkRequirable(target, from, seen);
    });
  }

  async #import(from: string, specifier: string): Promise<unknown> {
    const target = resolvePath(from, specifier);
    const missing = missingFile(from, specifier, (path) => this.#linked.has(path));
    if (missing) throw nodeError('ERR_MODULE_NOT_FOUND', missing);
    return target === undefined ? this.#setup.builtin(specifier) : this.#load(target);
  }

  #meta(path: string): ImportMetaFacts {
    const filename = fullName(path);
    return {
      url: `file://${filename}`,
      dirname: filename.slice(0, filename.lastIndexOf('/')),
      filename,
      main: path === this.#setup.entry,
    };
  }
}
