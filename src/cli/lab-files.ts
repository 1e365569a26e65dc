/** Labs from disk, for the command line and the tests. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Files } from '../engine/contract.ts';
import { MACHINE, sortFiles } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Lab } from '../lab/manifest.ts';

const LABS = fileURLToPath(new URL('../../labs/', import.meta.url));

/** Where what the experiments measured is kept. */
export function measuredPath(stage: string): string {
  return join(LABS, stage, 'measured.json');
}

/** Ids of the stages that have a lab, in order of name. */
export async function labStages(): Promise<readonly string[]> {
  const entries = await readdir(LABS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * A stage's manifest and files.
 * @throws Error naming the stages that there are, when this one is not.
 */
export async function readLab(stage: string): Promise<{ lab: Lab; files: LabFiles }> {
  const stages = await labStages();
  if (!stages.includes(stage)) {
    throw new Error(`There is no lab "${stage}". There are: ${stages.join(', ')}.`);
  }
  const module = (await import(pathToFileURL(join(LABS, stage, 'lab.ts')).href)) as {
    default: Lab;
  };
  return { lab: module.default, files: sortFiles(stage, await readSources(stage)) };
}

/** Every TypeScript file of a stage and the shared machine, by path relative to `labs`. */
async function readSources(stage: string): Promise<Files> {
  const entries = await readdir(join(LABS, stage), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(LABS, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const all = [MACHINE, ...paths.sort()];
  return Object.fromEntries(
    await Promise.all(all.map(async (path) => [path, await readFile(join(LABS, path), 'utf8')])),
  ) as Files;
}
