/** What is handed in at a drill on the command line: files of a folder, a known solution, or a cheat. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Files } from '../engine/contract.ts';
import { attemptOf, type LabFiles } from '../lab/files.ts';
import type { Attempt, Drill, Lab } from '../lab/manifest.ts';

export interface Chosen {
  readonly files?: string | undefined;
  readonly solution?: string | undefined;
  readonly cheat?: string | undefined;
}

/**
 * A drill of a lab by its id.
 * @throws Error naming those that there are
 */
export function findDrill(lab: Lab, id: string): Drill {
  const drill = lab.drills.find((each) => each.id === id);
  if (drill) return drill;
  const known = lab.drills.map((each) => each.id).join(', ');
  throw new Error(`The lab "${lab.stage}" has no drill "${id}". It has: ${known}.`);
}

/**
 * The attempt that somebody chose; the services as they are when nothing was chosen.
 * @throws Error saying what there is instead
 */
export async function handedIn(
  lab: Lab,
  files: LabFiles,
  drill: Drill,
  { files: folder, solution, cheat }: Chosen,
): Promise<Attempt> {
  const named = solution ?? cheat;
  if (named !== undefined) {
    const word = solution === undefined ? 'cheat' : 'solution';
    const list = solution === undefined ? drill.cheats : drill.solutions;
    const found = list.find((each) => each.name === named);
    if (found) return attemptOf(files, drill, found);
    const known = list.map((each) => `"${each.name}"`).join(', ');
    throw new Error(`The drill "${drill.id}" has no ${word} "${named}". It has: ${known}.`);
  }
  return folder === undefined ? {} : { files: await readFolder(lab, folder) };
}

/**
 * The services of a folder, by their paths in the lab. It is the folder that a lab was written to (with
 * `<stage>/services/` in it), or that of the services itself.
 * @throws Error when there is no such folder, or none of them in it
 */
export async function readFolder(lab: Lab, folder: string): Promise<Files> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new Error(`--files ${folder}: there is no such folder.`);
  const services = `${lab.stage}/services`;
  const whole = (await stat(join(folder, services)).catch(() => undefined)) !== undefined;
  const from = whole ? join(folder, services) : folder;
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$|\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(
    paths.map(async (path) => {
      const name = relative(from, path).split(sep).join('/');
      return [`${services}/${name}`, await readFile(path, 'utf8')] as const;
    }),
  );
  const found = Object.fromEntries(read);
  if (lab.machines.some(({ entry }) => entry in found)) return found;
  const wanted = lab.machines[0]?.entry ?? services;
  throw new Error(
    `--files ${folder}: none of the lab's services is there. It should hold ${wanted}, or be the folder of the services.`,
  );
}
