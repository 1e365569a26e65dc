/** `node:path`: POSIX alone, as on the Linux machines that services run on. */
// @ts-expect-error It has no types of its own; they are those of node:path.
import posix from 'path-browserify';
import { nodeError, received } from '../errors.ts';
import type { NodeModule, NodeModuleFactory } from '../runtime.ts';

const path = posix as typeof import('node:path').posix;

type Fn = (...args: unknown[]) => unknown;

interface ParsedPath {
  readonly root?: string;
  readonly dir?: string;
  readonly base?: string;
  readonly ext?: string;
  readonly name?: string;
}

/** Wrong arguments fail with Node's error. */
function checked(plain: Fn): Fn {
  return (...args) => {
    for (const value of args) {
      if (typeof value === 'string' || value === undefined) continue;
      const words = `The "path" argument must be of type string. Received ${received(value)}`;
      throw nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
    }
    return plain(...args);
  };
}

const module = ((): NodeModule => {
  const named: Record<string, unknown> = {
    ...path,
    toNamespacedPath: (text: string) => text,
    format: (parts: ParsedPath) => {
      const { ext } = parts;
      return path.format(ext && !ext.startsWith('.') ? { ...parts, ext: `.${ext}` } : parts);
    },
  };
  for (const name of [
    'basename',
    'dirname',
    'extname',
    'isAbsolute',
    'join',
    'normalize',
    'parse',
  ]) {
    named[name] = checked(named[name] as Fn);
  }
  delete named['win32'];
  named['posix'] = named;
  return { ...named, default: named };
})();

/** The same for everybody: `path.posix` is `node:path/posix`. */
export const create: NodeModuleFactory = () => module;
