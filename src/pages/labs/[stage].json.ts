/** Everything of a lab that is not program code of the page: services, overlays, measured values. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { labOf } from '../../course/labs.ts';
import { measuredOf } from '../../course/measured.ts';
import { ladder } from '../../course/stages.ts';
import { compile } from '../../engine/sim/compile.ts';
import { sortFiles } from '../../lab/files.ts';
import type { LabBundle } from '../../workbench/bundle.ts';

const texts = import.meta.glob<string>(
  ['/labs/machine.ts', '/labs/*/{services,solution,cheats,experiments}/**/*.ts'],
  { query: '?raw', import: 'default', eager: true },
);
const all = Object.fromEntries(
  Object.entries(texts).map(([path, text]) => [path.replace(/^\/labs\//, ''), text]),
);

export const getStaticPaths = (async () => {
  const stages = await ladder();
  return stages.filter(({ id }) => labOf(id)).map(({ id }) => ({ params: { stage: id } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const stage = params.stage!;
  const files = sortFiles(stage, all);
  const prepared = Object.fromEntries(
    Object.entries(files.start).map(([path, text]) => [path, compile(path, text)]),
  );
  const bundle: LabBundle = { files, prepared, measured: measuredOf(stage) };
  return Response.json(bundle);
};
