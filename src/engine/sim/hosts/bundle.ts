/** Bundles for Workers and the frame, made at build time or when Node starts: they run as plain text. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** What the sandboxed frame runs: the texts of its Workers are inside it. */
export async function bundleFrame(): Promise<string> {
  const script = async (entry: string, define: Readonly<Record<string, string>> = {}) =>
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
  return script('./frame.ts', {
    LIBRARY_SCRIPT: JSON.stringify(library),
    PROCESS_SCRIPT: JSON.stringify(await script('./browser-process.ts')),
    KERNEL_SCRIPT: JSON.stringify(await script('./browser-kernel.ts')),
  });
}

/** A program that walks the stack finds nothing of strict functions: neither them nor their `this`. */
const STRICT = { js: '"use strict";' };

/** Libraries look for these. */
const BROWSER = { 'process.env.NODE_ENV': '"production"', global: 'globalThis' };
