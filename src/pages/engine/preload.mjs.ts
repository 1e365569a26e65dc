/** What runs before a machine's program where machines are real processes; the page mounts it there. */
import type { APIRoute } from 'astro';
import { bundlePreload } from '../../engine/node/bundle.ts';

export const GET: APIRoute = async () =>
  new Response(await bundlePreload(), {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
