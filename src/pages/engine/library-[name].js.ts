/** Scripts of libraries (`src/engine/sim/libraries.ts`): loaded when a program imports one of their modules. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { bundleLibrary } from '../../engine/sim/hosts/bundle.ts';
import { LIBRARIES, type LibraryName } from '../../engine/sim/libraries.ts';

export const getStaticPaths = (() =>
  Object.keys(LIBRARIES).map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) => {
  const script = await bundleLibrary(params['name'] as LibraryName);
  return new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
