/**
 * Types of the labs' overlays (solutions, cheats, experiments). An overlay's files lie over the
 * services and import their neighbours there, so where they are stored they cannot be checked.
 * Each is laid over a copy of its services, and those copies are checked as one project.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool, type RunResult } from './run.ts';

const labs = join(root, 'labs');
const project = join(root, '.cache', 'overlays');

/** Runs the type checker over every overlay; its paths are `<stage>+<folder>+<name>/services/…`. */
export async function checkOverlays(env: Readonly<Record<string, string>>): Promise<RunResult> {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  cpSync(join(labs, 'machine.ts'), join(project, 'machine.ts'));
  for (const stage of foldersIn(labs)) {
    for (const folder of ['solution', 'cheats', 'experiments']) {
      for (const name of foldersIn(join(labs, stage, folder))) {
        const target = join(project, `${stage}+${folder}+${name}`, 'services');
        cpSync(join(labs, stage, 'services'), target, { recursive: true });
        cpSync(join(labs, stage, folder, name), target, { recursive: true });
      }
    }
  }
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', include: ['**/*.ts'], exclude: [] }),
  );
  return runTool('typescript:tsc', ['--project', project, '--pretty', 'false'], {
    env,
    cwd: project,
  });
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
