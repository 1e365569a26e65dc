/** The document of the frame that a terminal is drawn in. */
import type { APIRoute } from 'astro';
import { bundleTerminalFrame } from '../../workbench/terminal/bundle.ts';

export const GET: APIRoute = async () =>
  new Response(await bundleTerminalFrame(), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
