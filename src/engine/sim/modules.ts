/** The reader's files, compiled once per text, and which of them a machine uses. */
import type { FileProblem, Files } from '../contract.ts';
import type { CompiledModule, CompileResult } from './compile.ts';
import { FOLLOWING } from './follow.ts';
import { builtinName } from './guest/node/names.ts';
import { librariesFor, type LibraryName } from './libraries.ts';
import { findImported } from './specifiers.ts';

export type ModulesOf =
  | {
      readonly ok: true;
      readonly modules: Readonly<Record<string, CompiledModule>>;
      /** All of them are as the plan vetted them. */
      readonly vetted: boolean;
      /** What of `libraries.ts` they import. */
      readonly libraries: readonly LibraryName[];
      /** They were compiled for `AsyncLocalStorage`, as one of them imports it. */
      readonly followed: boolean;
    }
  | { readonly ok: false; readonly problem: FileProblem };

/** Compiles a module: `compile.ts`, or where that is not at hand, what it has said. */
export type Compile = (path: string, text: string, followed?: boolean) => CompileResult;

export class ModuleStore {
  readonly #compile: Compile;
  readonly #texts: Map<string, string>;
  readonly #compiled = new Map<string, CompileResult>();
  /** The same, followed (`follow.ts`); what some machine needs of it. */
  readonly #followed = new Map<string, CompileResult>();
  /** By path, the texts that are known to end every loop they begin. */
  readonly #vetted: ReadonlyMap<string, string>;

  /** @param vetted paths of `files`; see `BootPlan.vetted` */
  constructor(files: Files, compile: Compile, vetted: readonly string[] = []) {
    this.#compile = compile;
    this.#texts = new Map(Object.entries(files));
    this.#vetted = new Map(vetted.flatMap((path) => (path in files ? [[path, files[path]!]] : [])));
  }

  /** The problem that this text would have at this path; undefined when it parses. */
  problemOf(path: string, text: string): FileProblem | undefined {
    const result =
      this.#texts.get(path) === text ? this.#resultOf(path) : this.#compile(path, text);
    return result?.ok === false ? result.problem : undefined;
  }

  write(path: string, text: string): void {
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#compiled.delete(path);
    this.#followed.delete(path);
  }

  /** Every module that the entry can reach, compiled; or the first problem among them. */
  reach(entry: string): ModulesOf {
    const modules: Record<string, CompiledModule> = {};
    const queue = [entry];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (modules[path]) continue;
      const result = this.#resultOf(path);
      if (!result) continue;
      if (!result.ok) return result;
      modules[path] = result;
      for (const record of result.imports) {
        const target = findImported(path, record, (file) => this.#texts.has(file));
        if (target !== undefined) queue.push(target);
      }
    }
    const vetted = Object.keys(modules).every(
      (path) => this.#vetted.get(path) === this.#texts.get(path),
    );
    const imports = Object.values(modules).flatMap((module) => module.imports);
    const followed = imports.some(({ specifier }) => builtinName(specifier) === FOLLOWING);
    if (followed) {
      for (const path of Object.keys(modules)) {
        const result = this.#followedOf(path);
        if (result?.ok) modules[path] = result;
      }
    }
    return { ok: true, modules, vetted, libraries: librariesFor(imports), followed };
  }

  /** Whether an entry loads nothing but vetted files. */
  vets(entry: string): boolean {
    const reached = this.reach(entry);
    return reached.ok && reached.vetted;
  }

  /** Whether this entry uses this file: by its imports, or because it did not parse. */
  uses(entry: string, path: string): boolean {
    const reached = this.reach(entry);
    return reached.ok ? path in reached.modules : reached.problem.path === path || entry === path;
  }

  #followedOf(path: string): CompileResult | undefined {
    let result = this.#followed.get(path);
    const text = this.#texts.get(path);
    if (!result && text !== undefined) {
      result = this.#compile(path, text, true);
      this.#followed.set(path, result);
    }
    return result;
  }

  #resultOf(path: string): CompileResult | undefined {
    let result = this.#compiled.get(path);
    const text = this.#texts.get(path);
    if (!result && text !== undefined) {
      result = this.#compile(path, text);
      this.#compiled.set(path, result);
    }
    return result;
  }
}
