/** Everything of a lab that is not program code of the page: services, overlays, measured values. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { labOf } from '../../course/labs.ts';
import { measuredOf } from '../../course/measured.ts';
import { ladder } from '../../course/stages.ts';
import { sortFiles } from '../../lab/files.ts';
import { prepared } from '../engine/_prepared.ts';
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
  const bundle: LabBundle = {
    files,
    prepared: prepared(files.start),
    measured: measuredOf(stage),
  };
  return Response.json(bundle);
};
