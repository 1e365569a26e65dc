/** What an import's specifier means; small, as processes need it too. */
import { builtinName } from './guest/node/names.ts';

/**
 * The path in the plan that a relative specifier means: `./db.ts` from `a/web.ts` is `a/db.ts`.
 * Undefined when the specifier is not relative, or leads out of the plan's root.
 */
export function resolvePath(from: string, specifier: string): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** Why a specifier can be no module at all, in words; undefined when it may be one. */
export function specifierProblem(specifier: string): string | undefined {
  if (/^\.\.?\//.test(specifier) || builtinName(specifier)) return undefined;
  if (specifier.startsWith('node:')) {
    return `No such built-in module: ${specifier}`;
  }
  if (/^(?:\/|[a-z]+:)/i.test(specifier)) {
    return `Cannot import '${specifier}': a service imports its own files by relative path ('./db.ts') and Node's modules ('node:http').`;
  }
  return (
    `Cannot find package '${specifier}': services here use no npm packages. ` +
    `Import a file of this lab ('./${specifier.replace(/\W+/g, '-')}.ts') or a module of Node ('node:http').`
  );
}
