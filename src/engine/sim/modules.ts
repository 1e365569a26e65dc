/** The reader's files, compiled once per text, and which of them a machine uses. */
import type { FileProblem, Files } from '../contract.ts';
import type { CompiledModule, CompileResult } from './compile.ts';
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
    }
  | { readonly ok: false; readonly problem: FileProblem };

/** Compiles a module: `compile.ts`, or where that is not at hand, what it has said. */
export type Compile = (path: string, text: string) => CompileResult;

export class ModuleStore {
  readonly #compile: Compile;
  readonly #texts: Map<string, string>;
  readonly #compiled = new Map<string, CompileResult>();
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
    const libraries = librariesFor(Object.values(modules).flatMap(({ imports }) => imports));
    return { ok: true, modules, vetted, libraries };
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
