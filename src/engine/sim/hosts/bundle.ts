/** Bundles for Workers and the frame, made at build time or when Node starts: they run as plain text. */
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { minifySync } from 'rolldown/experimental';
import { sourceFile } from '../../bundle-frame.ts';
import type { LibraryName } from '../libraries.ts';
import { bundlePatches } from './bundle-patches.ts';

/** @param entry beside this module: `./frame.ts` */
const bundled = async (entry: string, options: Parameters<typeof build>[0]): Promise<string> => {
  const result = await build({
    entryPoints: [sourceFile(posix.join('engine/sim/hosts', entry))],
    bundle: true,
    write: false,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    ...options,
  });
  return result.outputFiles![0]!.text;
};

/** A process for Node's `worker_threads`: a script that leaves nothing of its own on the global object. */
export function bundleNodeProcess(): Promise<string> {
  return bundled('./node-process.ts', {
    platform: 'node',
    format: 'iife',
    external: ['node:*'],
    banner: STRICT,
  });
}

/** Processes for a `vm` context on the kernel's own thread. */
export function bundleInlineProcess(): Promise<string> {
  return bundled('./inline-process.ts', {
    platform: 'browser',
    format: 'iife',
    define: BROWSER,
    banner: STRICT,
  });
}

/**
 * A library of `../libraries.ts`: the text of a function of `require` and `module` that returns its
 * exports. What it needs of Node's it requires, and gets from the process it runs in.
 */
export async function bundleLibrary(name: LibraryName): Promise<string> {
  return bundled(`../guest/libraries/${name}.ts`, {
    platform: 'browser',
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    external: ['events', 'buffer', 'string_decoder', 'process', 'abort-controller'],
    define: BROWSER,
    banner: { js: '(function(require,module){"use strict";' },
    footer: { js: ';return module.exports})' },
    plugins: [bundlePatches],
  });
}

/** `node:sqlite`, as an expression: loaded for programs that import it. */
export async function bundleSqlite(): Promise<string> {
  const script = await bundled('../guest/node/sqlite/index.ts', {
    platform: 'browser',
    format: 'iife',
    globalName: 'SqliteLibrary',
    banner: STRICT,
    // What programs see of it has its names from `classes.ts`.
    minify: true,
    define: BROWSER,
  });
  return `(()=>{${script};return SqliteLibrary})()`;
}

/** SQLite's WebAssembly build. */
export function sqliteWasm(): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(createRequire(import.meta.url).resolve('@sqlite.org/sqlite-wasm/sqlite3.wasm'));
}

/** The scripts of the sandboxed frame's document: what it runs, and the texts that this one starts. */
export interface FrameScripts {
  readonly frame: string;
  readonly kernel: string;
  readonly process: string;
  readonly library: string;
}

export async function bundleFrame(): Promise<FrameScripts> {
  const script = async (entry: string) =>
    bundled(entry, { platform: 'browser', format: 'iife', minify: true, define: BROWSER });
  const [frame, kernel, process, library] = await Promise.all([
    script('./frame.ts'),
    script('./browser-kernel.ts'),
    script('./browser-process.ts'),
    bundled('./guest-library.ts', {
      platform: 'browser',
      format: 'iife',
      globalName: 'GuestLibrary',
      banner: STRICT,
      define: BROWSER,
    }),
  ]);
  return { frame, kernel, process, library: shortened(library) };
}

/**
 * Short identifiers, but for functions and classes: `console.log(server)` prints the name of its
 * class, the same on every host. (Esbuild can only keep names by a call for each, at a quarter of
 * the speed.)
 */
function shortened(text: string): string {
  const keepNames = { function: true, class: true };
  const { code, errors } = minifySync('guest-library.js', text, {
    compress: { target: 'es2022', keepNames },
    mangle: { keepNames },
    codegen: { removeWhitespace: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}

/** A program that walks the stack finds nothing of strict functions: neither them nor their `this`. */
const STRICT = { js: '"use strict";' };

/** Libraries look for these. */
const BROWSER = { 'process.env.NODE_ENV': '"production"', global: 'globalThis' };
