/** SQLite's WebAssembly build, which the page brings to an engine whose programs import `node:sqlite`. */
import type { APIRoute } from 'astro';
import { sqliteWasm } from '../../engine/sim/hosts/bundle.ts';

export const GET: APIRoute = async () =>
  new Response(await sqliteWasm(), { headers: { 'content-type': 'application/wasm' } });
