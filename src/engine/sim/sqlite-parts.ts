/**
 * What `node:sqlite` is made of, which is loaded for programs that import it and for no others: our
 * script, and SQLite's WebAssembly build.
 */
import type { CompiledModule, CompileResult } from './compile.ts';

const NAME = 'node:sqlite';

/** As it travels to a frame. */
export interface SqliteBytes {
  /** An expression: the library of `guest/node/sqlite/index.ts`. */
  readonly script: string;
  readonly wasm: ArrayBuffer;
}

/** As processes get it: compiled once for all of them. */
export interface SqliteParts {
  readonly script: string;
  readonly wasm: WebAssembly.Module;
}

/** Whether a module asks for it by name, in whatever way. */
export function usesSqlite(module: CompiledModule | CompileResult): boolean {
  return module.ok && module.imports.some(({ specifier }) => specifier === NAME);
}
