/** Bundles for Workers and the frame, made at build time or when Node starts: they run as plain text. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LibraryName } from '../libraries.ts';
import { libraryPatches } from './library-patches.ts';

/** Beside this module. A site build moves it into a chunk elsewhere, and runs at the project's root. */
const here = (file: string): string => {
  const beside = fileURLToPath(new URL(file, import.meta.url));
  return existsSync(beside) ? beside : resolve('src/engine/sim/hosts', file);
};

const bundled = async (entry: string, options: Parameters<typeof build>[0]): Promise<string> => {
  const result = await build({
    entryPoints: [here(entry)],
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
    plugins: [libraryPatches],
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

/** What the sandboxed frame runs: the kernel's text is inside it, and a process's inside that. */
export async function bundleFrame(): Promise<string> {
  const script = async (entry: string, define: Readonly<Record<string, string>>) =>
    bundled(entry, {
      platform: 'browser',
      format: 'iife',
      minify: true,
      define: { ...BROWSER, ...define },
    });
  const library = await bundled('./guest-library.ts', {
    platform: 'browser',
    format: 'iife',
    globalName: 'GuestLibrary',
    banner: STRICT,
    // Not the identifiers: `console.log(server)` prints the name of its class, the same on every
    // host. (`keepNames` would do, and costs a quarter of the speed.)
    minifyWhitespace: true,
    minifySyntax: true,
    define: BROWSER,
  });
  const LIBRARY_SCRIPT = JSON.stringify(library);
  const PROCESS_SCRIPT = JSON.stringify(await script('./browser-process.ts', {}));
  const KERNEL_SCRIPT = JSON.stringify(
    await script('./browser-kernel.ts', { LIBRARY_SCRIPT, PROCESS_SCRIPT }),
  );
  return script('./frame.ts', { KERNEL_SCRIPT });
}

/** A program that walks the stack finds nothing of strict functions: neither them nor their `this`. */
const STRICT = { js: '"use strict";' };

/** Libraries look for these. */
const BROWSER = { 'process.env.NODE_ENV': '"production"', global: 'globalThis' };
