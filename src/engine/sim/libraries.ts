/**
 * Built-in modules whose code is large and rarely wanted: it is no part of what every process loads,
 * but comes with the programs that import it, as a script of its own (`guest/libraries/`).
 */
import type { ImportRecord } from './module-facts.ts';
import { builtinName } from './guest/node/names.ts';

export type LibraryName = 'crypto' | 'stream';

/** By library, the modules it makes. */
export const LIBRARIES: Readonly<Record<LibraryName, readonly string[]>> = {
  crypto: ['crypto'],
  stream: ['stream', 'stream/promises', 'stream/consumers'],
};

/** The library that makes a module; undefined for one that every process has, or Node lacks. */
export function libraryOf(specifier: string): LibraryName | undefined {
  const name = builtinName(specifier);
  if (name === undefined) return undefined;
  return (Object.keys(LIBRARIES) as LibraryName[]).find((one) => LIBRARIES[one].includes(name));
}

/** Those that these imports need, each once. */
export function librariesFor(imports: Iterable<Pick<ImportRecord, 'specifier'>>): LibraryName[] {
  const found = new Set<LibraryName>();
  for (const { specifier } of imports) {
    const library = libraryOf(specifier);
    if (library !== undefined) found.add(library);
  }
  return [...found].sort();
}
