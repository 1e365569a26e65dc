/**
 * Compiles files on the page, for a kernel that has no compiler. What the site's build has compiled
 * is at hand; the compiler itself, the larger part of the engine, comes when a text is new.
 */
import type { BootPlan, TimedAction } from '../contract.ts';
import type { CompileResult } from './compile.ts';
import { FOLLOWING } from './follow.ts';
import { builtinName } from './guest/node/names.ts';
import { librariesFor, type LibraryName } from './libraries.ts';

/** One text and what it compiled to. */
export interface Compiled {
  readonly path: string;
  readonly text: string;
  readonly result: CompileResult;
  /** For a program that imports `node:async_hooks` (`follow.ts`). */
  readonly followed?: true;
}

/** What goes to the kernel ahead of a call. */
export interface Supplies {
  readonly compiled: readonly Compiled[];
  /** Scripts of libraries that the texts import. */
  readonly libraries: readonly LibraryScript[];
}

export interface LibraryScript {
  readonly name: LibraryName;
  readonly script: string;
  readonly followed?: true;
}

export const NO_SUPPLIES: Supplies = { compiled: [], libraries: [] };

/** Loads the script of a library. */
export type LoadLibrary = (name: LibraryName) => Promise<string>;

type Text = Pick<Compiled, 'path' | 'text'>;
type Specified = { readonly specifier: string };

/** Loads the compiler, once. */
async function compiler(): Promise<typeof import('./compile.ts')> {
  try {
    return await import('./compile.ts');
  } catch (cause) {
    throw new Error(
      'The compiler for changed files could not be loaded. Check the connection and try again.',
      { cause },
    );
  }
}

/** The files of a plan and of a timeline's writes. */
export function textsOf(
  files: BootPlan['files'],
  timeline: readonly Pick<TimedAction, 'action'>[],
): Text[] {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  for (const { action } of timeline)
    if (action.kind === 'write') texts.push({ path: action.path, text: action.text });
  return texts;
}

/** Libraries that files import which the site's build has compiled: known before anything is. */
export function librariesOf({ prepared = {} }: Pick<BootPlan, 'prepared'>): LibraryName[] {
  const modules = Object.values(prepared) as CompileResult[];
  return librariesFor(modules.flatMap((module) => (module.ok ? module.imports : [])));
}

/** Compiles for one session: each text once. */
export class PageCompiler {
  readonly #prepared: Map<string, CompileResult>;
  readonly #done = new Set<string>();
  readonly #loadLibrary: LoadLibrary;
  readonly #scripts = new Map<LibraryName, string>();
  readonly #followedLibraries = new Set<LibraryName>();
  /** Compiled, and not handed out. */
  readonly #unsent: Compiled[] = [];
  /** Texts that were not followed, and whether one wants all to be. */
  readonly #texts: Text[] = [];
  #following = false;

  constructor(
    { files, prepared = {} }: Pick<BootPlan, 'files' | 'prepared'>,
    loadLibrary: LoadLibrary,
  ) {
    this.#loadLibrary = loadLibrary;
    this.#prepared = new Map(
      Object.entries(prepared).map(([path, module]) => [
        keyOf(path, files[path] ?? ''),
        module as CompileResult,
      ]),
    );
  }

  /**
   * What was not asked for before.
   * @throws Error when the compiler or a library is needed and cannot be loaded.
   */
  async supply(texts: readonly Text[]): Promise<Supplies> {
    // What was compiled for a call that failed goes with the next.
    this.#unsent.push(...(await this.#compile(texts)));
    const imports = this.#unsent.flatMap(({ result }) => (result.ok ? result.imports : []));
    this.#following ||= imports.some(({ specifier }) => builtinName(specifier) === FOLLOWING);
    const libraries = await this.#libraries(imports);
    const followed = await this.#follow();
    return { compiled: [...this.#unsent.splice(0), ...followed], libraries };
  }

  async #libraries(imports: readonly Specified[]): Promise<readonly LibraryScript[]> {
    const fresh: LibraryScript[] = [];
    const { followLibrary } = this.#following ? await compiler() : {};
    const wanted = librariesFor(imports).filter((name) => !this.#scripts.has(name));
    const scripts = await Promise.all(wanted.map((name) => this.#loadLibrary(name)));
    for (const [i, name] of wanted.entries()) {
      const script = scripts[i]!;
      this.#scripts.set(name, script);
      fresh.push({ name, script });
    }
    if (!followLibrary) return fresh;
    for (const [name, script] of this.#scripts) {
      if (this.#followedLibraries.has(name)) continue;
      this.#followedLibraries.add(name);
      fresh.push({ name, script: followLibrary(script), followed: true });
    }
    return fresh;
  }

  /** What was not followed before, when some program is to be. */
  async #follow(): Promise<readonly Compiled[]> {
    this.#texts.push(...this.#unsent);
    if (!this.#following) return [];
    const { compile } = await compiler();
    return this.#texts.splice(0).map(({ path, text }) => {
      return { path, text, result: compile(path, text, true), followed: true };
    });
  }

  async #compile(texts: readonly Text[]): Promise<readonly Compiled[]> {
    const fresh = texts.filter(({ path, text }) => !this.#done.has(keyOf(path, text)));
    const known = fresh.every(({ path, text }) => this.#prepared.has(keyOf(path, text)));
    const compile = known ? undefined : (await compiler()).compile;
    return fresh.map(({ path, text }) => {
      const key = keyOf(path, text);
      this.#done.add(key);
      return { path, text, result: this.#prepared.get(key) ?? compile!(path, text) };
    });
  }
}

export function keyOf(path: string, text: string, followed = false): string {
  return `${followed ? 'followed ' : ''}${path}\n${text}`;
}
