/** Our part of `node:sqlite`, which the page brings to an engine whose programs import it. */
import type { APIRoute } from 'astro';
import { bundleSqlite } from '../../engine/sim/hosts/bundle.ts';

export const GET: APIRoute = async () =>
  new Response(await bundleSqlite(), {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
