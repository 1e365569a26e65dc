/** Small changes to packages that are bundled into libraries, where they differ from Node. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

interface Patch {
  /** The end of a file's path. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const PATCHES: readonly Patch[] = [
  // Ours to extend: requests, answers and files are found to be streams too.
  {
    file: 'readable-stream/lib/internal/streams/writable.js',
    from: 'ObjectDefineProperty(Writable, SymbolHasInstance, {',
    to: 'ObjectDefineProperty(Writable, SymbolHasInstance, { configurable: true,',
  },
  // An error's code is its own: programs print it. And its class has the name of what it extends.
  {
    file: 'readable-stream/lib/ours/errors.js',
    from: 'super(getMessage(code, message, args))',
    to: 'super(getMessage(code, message, args)); this.code = code',
  },
  {
    file: 'readable-stream/lib/ours/errors.js',
    from: 'NodeError.prototype.code = code',
    to: "Object.defineProperty(NodeError, 'name', { value: Base.name })",
  },
];

/** @throws while bundling, when a package no longer reads as it did */
export const bundlePatches: Plugin = {
  name: 'bundle-patches',
  setup(build) {
    build.onLoad({ filter: /readable-stream\/lib\/.*\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const { file, from, to } of PATCHES) {
        if (!path.endsWith(file)) continue;
        if (!contents.includes(from)) throw new Error(`${file} has no \`${from}\` to be changed.`);
        contents = contents.replace(from, to);
      }
      return { contents, loader: 'js' };
    });
  },
};
