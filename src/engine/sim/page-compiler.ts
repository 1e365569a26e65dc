/**
 * Compiles files on the page, for a kernel that has no compiler. What the site's build has compiled
 * is at hand; the compiler itself, the larger part of the engine, comes when a text is new.
 */
import type { BootPlan, TimedAction } from '../contract.ts';
import type { CompileResult } from './compile.ts';
import { librariesFor, type LibraryName } from './libraries.ts';

/** One text and what it compiled to. */
export interface Compiled {
  readonly path: string;
  readonly text: string;
  readonly result: CompileResult;
}

/** What goes to the kernel ahead of a call. */
export interface Supplies {
  readonly compiled: readonly Compiled[];
  /** Scripts of libraries that the texts import. */
  readonly libraries: Readonly<Partial<Record<LibraryName, string>>>;
}

export const NO_SUPPLIES: Supplies = { compiled: [], libraries: {} };

/** Loads the script of a library. */
export type LoadLibrary = (name: LibraryName) => Promise<string>;

type Text = Pick<Compiled, 'path' | 'text'>;

/** Loads the compiler, once. */
async function compiler(): Promise<(path: string, text: string) => CompileResult> {
  try {
    return (await import('./compile.ts')).compile;
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

/** Compiles for one session: each text once. */
export class PageCompiler {
  readonly #prepared: Map<string, CompileResult>;
  readonly #done = new Set<string>();
  readonly #loadLibrary: LoadLibrary;
  readonly #sent = new Set<LibraryName>();

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
    const compiled = await this.#compile(texts);
    const imports = compiled.flatMap(({ result }) => (result.ok ? result.imports : []));
    const libraries: Partial<Record<LibraryName, string>> = {};
    for (const name of librariesFor(imports)) {
      if (this.#sent.has(name)) continue;
      libraries[name] = await this.#loadLibrary(name);
      this.#sent.add(name);
    }
    return { compiled, libraries };
  }

  async #compile(texts: readonly Text[]): Promise<readonly Compiled[]> {
    const fresh = texts.filter(({ path, text }) => !this.#done.has(keyOf(path, text)));
    const known = fresh.every(({ path, text }) => this.#prepared.has(keyOf(path, text)));
    const compile = known ? undefined : await compiler();
    return fresh.map(({ path, text }) => {
      const key = keyOf(path, text);
      this.#done.add(key);
      return { path, text, result: this.#prepared.get(key) ?? compile!(path, text) };
    });
  }
}

export function keyOf(path: string, text: string): string {
  return `${path}\n${text}`;
}
