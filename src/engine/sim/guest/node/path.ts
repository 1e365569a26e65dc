/** `node:path`: POSIX alone, as on the Linux machines that services run on. */
// @ts-expect-error It has no types of its own; they are those of node:path.
import posix from 'path-browserify';
import type { NodeModuleFactory } from '../runtime.ts';

const path = posix as typeof import('node:path').posix;

export const create: NodeModuleFactory = () => {
  const named: Record<string, unknown> = { ...path, toNamespacedPath: (text: string) => text };
  delete named['win32'];
  named['posix'] = named;
  return { ...named, default: named };
};
