/** CommonJS modules of one process: `require`, `module` and the registry behind them. */
import type { Context } from './context.ts';
import { inNodesWords } from './language/wording.ts';
import { power } from '../../../lib/math/index.ts';
import { builtinName } from './node/names.ts';
import { nodeError, received } from './errors.ts';
import type { NodeModule } from './runtime.ts';

/** What a file's function is called with. */
export type CommonJsBody = (
  this: unknown,
  exports: unknown,
  require: RequireFunction,
  module: CommonJsModule,
  filename: string,
  dirname: string,
  dynamicImport: (specifier: string) => Promise<unknown>,
  power: (base: unknown, exponent: unknown) => unknown,
  caught: (error: unknown) => unknown,
  context: Context,
) => void;

export type RequireFunction = ((specifier: string) => unknown) & {
  resolve: (specifier: string) => string;
  main: CommonJsModule | undefined;
  cache: Record<string, CommonJsModule | undefined>;
};

/** `module` as a file finds it. */
export class CommonJsModule {
  readonly id: string;
  readonly path: string;
  exports: unknown = {};
  readonly filename: string;
  loaded = false;
  readonly children: CommonJsModule[] = [];
  readonly paths: string[] = [];
  declare readonly parent: CommonJsModule | undefined;
  declare readonly require: RequireFunction;

  constructor(id: string, filename: string, parent: CommonJsModule | undefined) {
    this.id = id;
    this.filename = filename;
    this.path = filename.slice(0, filename.lastIndexOf('/'));
    hide(this, 'parent', parent);
  }
}

export interface CommonJsSetup {
  readonly entry: string;
  readonly builtin: (specifier: string) => unknown;
  /** The file that `require(specifier)` in `from` means, if it is there. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
  /** What else to say of a specifier that means no file. */
  readonly help: (from: string, specifier: string) => string | undefined;
  /** The function of a CommonJS file; undefined for a file of another kind. */
  readonly body: (path: string) => CommonJsBody | undefined;
  /** A file of another kind, run to its end: what `require` of it gives. */
  readonly requireOther: (path: string, from: string) => unknown;
  readonly dynamicImport: (from: string, specifier: string) => Promise<unknown>;
  /** For text that is followed (`follow.ts`). */
  readonly context: Context;
}

export class CommonJs {
  readonly #setup: CommonJsSetup;
  /** By full name, as `require.cache`. */
  readonly #cache = Object.create(null) as Record<string, CommonJsModule | undefined>;
  #main: CommonJsModule | undefined;

  constructor(setup: CommonJsSetup) {
    this.#setup = setup;
  }

  /** The module of a CommonJS file: run now, when it has not been. @throws what it throws */
  load(path: string, parent?: CommonJsModule): CommonJsModule {
    const filename = fullName(path);
    const known = this.#cache[filename];
    if (known) return known;
    const isMain = path === this.#setup.entry && !this.#main;
    const module = new CommonJsModule(isMain ? '.' : filename, filename, parent);
    if (isMain) this.#main = module;
    const require = this.#requireOf(path, module);
    hide(module, 'require', require);
    this.#cache[filename] = module;
    try {
      const { exports } = module;
      this.#setup
        .body(path)!
        .call(
          exports,
          exports,
          require,
          module,
          filename,
          module.path,
          (specifier) => this.#setup.dynamicImport(path, specifier),
          power,
          inNodesWords,
          this.#setup.context,
        );
    } catch (error) {
      // The next `require` tries again.
      Reflect.deleteProperty(this.#cache, filename);
      throw error;
    }
    module.loaded = true;
    return module;
  }

  #requireOf(from: string, module: CommonJsModule): RequireFunction {
    const require = (specifier: string): unknown => this.#require(from, module, specifier);
    return Object.assign(require, {
      resolve: (specifier: string): string => {
        if (builtinName(specifier) !== undefined) return specifier;
        return fullName(this.#find(from, module, specifier));
      },
      main: this.#main,
      cache: this.#cache,
    });
  }

  #require(from: string, module: CommonJsModule, specifier: string): unknown {
    if (typeof specifier !== 'string') {
      const words = `The "id" argument must be of type string. Received ${received(specifier)}`;
      throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
    }
    if (builtinName(specifier) !== undefined) {
      const builtin = this.#setup.builtin(specifier) as NodeModule;
      return builtin['default'] ?? builtin;
    }
    const path = this.#find(from, module, specifier);
    if (!this.#setup.body(path)) return this.#setup.requireOther(path, from);
    const isNew = this.#cache[fullName(path)] === undefined;
    const required = this.load(path, module);
    if (isNew) module.children.push(required);
    return required.exports;
  }

  #find(from: string, module: CommonJsModule, specifier: string): string {
    const path = this.#setup.resolve(from, specifier);
    if (path !== undefined) return path;
    const requireStack: string[] = [];
    for (let at: CommonJsModule | undefined = module; at; at = at.parent) {
      requireStack.push(at.filename);
    }
    const help = this.#setup.help(from, specifier);
    const message = `Cannot find module '${specifier}'\nRequire stack:\n- ${requireStack.join('\n- ')}`;
    const error = new Error(help ? `${message}\n${help}` : message);
    throw Object.assign(error, { code: 'MODULE_NOT_FOUND', requireStack });
  }
}

/** A file's name as its process sees it. */
export function fullName(path: string): string {
  return `/app/${path}`;
}

function hide(module: CommonJsModule, name: string, value: unknown): void {
  Object.defineProperty(module, name, { value, writable: true, configurable: true });
}
