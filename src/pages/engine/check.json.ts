/** The conformance programs, and what real Node printed for each: recorded by `npm run record`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { APIRoute } from 'astro';
import type { Recording } from '../../engine/webcontainer/check/report.ts';

export const GET: APIRoute = async () => {
  const file = resolve('src/engine/webcontainer/check/recording.json');
  return Response.json(JSON.parse(await readFile(file, 'utf8')) as Recording);
};
