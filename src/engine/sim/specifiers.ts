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

/**
 * The path in the plan that `require(specifier)` means, as Node finds it: the file itself, with
 * `.js` or `.json`, or a folder's `index`. Undefined when there is none.
 */
export function resolveRequired(
  from: string,
  specifier: string,
  has: (path: string) => boolean,
): string | undefined {
  const path = resolvePath(from, /^\.\.?$/.test(specifier) ? `${specifier}/` : specifier);
  if (path === undefined) return undefined;
  const folder = path.replace(/\/$/, '');
  const within = folder === '' ? '' : `${folder}/`;
  const files = folder === path ? [path, `${path}.js`, `${path}.json`] : [];
  return [...files, `${within}index.js`, `${within}index.json`].find(has);
}

/** The file that an import or a `require` means, if it is there. */
export function findImported(
  from: string,
  { specifier, required }: { readonly specifier: string; readonly required?: true },
  has: (path: string) => boolean,
): string | undefined {
  if (required) return resolveRequired(from, specifier, has);
  const path = resolvePath(from, specifier);
  return path !== undefined && has(path) ? path : undefined;
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
