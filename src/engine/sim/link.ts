/** How compiled modules fit together: which file an import means, and what is missing. */
import type { FileProblem } from '../contract.ts';
import type { CompiledModule, ImportRecord } from './compile.ts';
import { builtinName } from './guest/node/names.ts';
import { findImported, resolvePath, specifierProblem } from './specifiers.ts';

/** Why an import finds no file, with the likely mend; undefined when it does or is a built-in. */
export function missingFile(
  from: string,
  specifier: string,
  has: (path: string) => boolean,
): string | undefined {
  const path = resolvePath(from, specifier);
  if (path !== undefined && has(path)) return undefined;
  if (path === undefined) return specifierProblem(specifier);
  const mended = likelyFile(from, specifier, has);
  const help = mended
    ? `Write '${mended}': Node needs the file's full name.`
    : `There is no file '${path}' in this lab.`;
  return `Cannot find module '${specifier}' imported from ${from}. ${help}`;
}

/** The specifier that was probably meant, where the one written finds no file. */
export function likelyFile(
  from: string,
  specifier: string,
  has: (path: string) => boolean,
): string | undefined {
  return [
    `${specifier}.ts`,
    `${specifier}.cjs`,
    specifier.replace(/\.js$/, '.ts'),
    `${specifier}/index.ts`,
  ].find((other) => has(resolvePath(from, other) ?? ''));
}

/**
 * The first problem of the static imports reachable from `entry`, in the order Node would load
 * them: a file that is not there, or a name that it does not export. Undefined when all is well.
 *
 * @param builtinExports names that a built-in exports, `default` included; throws what to say when the
 *   engine lacks the module
 */
export function findLinkProblem(
  entry: string,
  modules: ReadonlyMap<string, CompiledModule>,
  builtinExports: (name: string) => readonly string[],
): FileProblem | undefined {
  const seen = new Set<string>();
  const visit = (path: string): FileProblem | undefined => {
    const module = modules.get(path);
    if (!module || seen.has(path)) return undefined;
    seen.add(path);
    for (const record of module.imports) {
      if (record.dynamic) continue;
      const message = importProblem(module, record);
      if (message) return { path, line: record.line, column: 1, message };
      const below = visit(resolvePath(path, record.specifier) ?? '');
      if (below) return below;
    }
    return undefined;
  };
  const importProblem = (module: CompiledModule, record: ImportRecord): string | undefined => {
    const { specifier, names } = record;
    const builtin = builtinName(specifier);
    if (builtin === undefined) {
      const missing = missingFile(module.path, specifier, (path) => modules.has(path));
      if (missing) return missing;
    }
    let known: readonly string[];
    try {
      known =
        builtin === undefined
          ? exportedNames(resolvePath(module.path, specifier) ?? '', modules, builtinExports)
          : builtinExports(builtin);
    } catch (error) {
      return (error as Error).message;
    }
    const absent = names.find((name) => !known.includes(name));
    if (absent === undefined) return undefined;
    if (modules.get(resolvePath(module.path, specifier) ?? '')?.kind === 'commonjs') {
      return commonJsLacks(specifier, absent);
    }
    const message = `The requested module '${specifier}' does not provide an export named '${absent}'`;
    return builtin === undefined
      ? message
      : `${message} in the in-page engine. It has: ${known.join(', ')}.`;
  };
  return visit(entry);
}

/** In Node's words. */
function commonJsLacks(specifier: string, name: string): string {
  return (
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, ` +
    'which may not support all module.exports as named exports.\n' +
    'CommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n`
  );
}

/** All names a module exports, those of `export *` included. */
export function exportedNames(
  path: string,
  modules: ReadonlyMap<string, CompiledModule>,
  builtinExports: (name: string) => readonly string[],
  seen = new Set<string>(),
): string[] {
  const module = modules.get(path);
  if (!module || seen.has(path)) return [];
  seen.add(path);
  const starred = module.imports
    .filter((record) => record.star)
    .flatMap((record) => {
      const builtin = builtinName(record.specifier);
      if (builtin !== undefined) return builtinExports(builtin);
      const target = findImported(path, record, (file) => modules.has(file));
      return exportedNames(target ?? '', modules, builtinExports, seen);
    })
    .filter((name) => name !== 'default');
  return [...module.exports, ...starred];
}
