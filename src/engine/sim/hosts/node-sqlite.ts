/** `node:sqlite` for the hosts under Node: bundled and compiled when the first process asks for it. */
import type { SqliteParts } from '../sqlite-parts.ts';
import { bundleSqlite, sqliteWasm } from './bundle.ts';

let parts: Promise<SqliteParts> | null = null;

export function sqliteOnNode(): Promise<SqliteParts> {
  parts ??= make();
  return parts;
}

async function make(): Promise<SqliteParts> {
  const [script, bytes] = await Promise.all([bundleSqlite(), sqliteWasm()]);
  return { script, wasm: await WebAssembly.compile(bytes) };
}
