/**
 * What `node:sqlite` is made of, which is loaded for programs that import it and for no others: our
 * script, and SQLite's WebAssembly build.
 */
import type { CompileResult } from './compile.ts';

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

/** Whether a file asks for it by name, in whatever way. */
export function usesSqlite(result: CompileResult): boolean {
  return result.ok && result.imports.some(({ specifier }) => specifier === NAME);
}
