/** The program that connects machines which are real processes; the page mounts it where they run. */
import type { APIRoute } from 'astro';
import { bundleFabric } from '../../engine/node/bundle.ts';

export const GET: APIRoute = async () =>
  new Response(await bundleFabric(), {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
