/**
 * The programs of the conformance suite. A program is a file, or a folder whose `main.ts` is run
 * and whose `*.machine.ts` are further processes that listen on `PORT` before `main.ts` starts.
 * Every process finds process `x` of its program under `X_URL`.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROGRAMS = join(dirname(fileURLToPath(import.meta.url)), '../programs');

export interface Program {
  /** `http/hello`. */
  readonly name: string;
  /** Process id → its file, relative to `PROGRAMS`; `main` is among them. */
  readonly processes: Readonly<Record<string, string>>;
  /** Every file of it by its path, relative to `PROGRAMS`. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a program did, as far as it can be compared. */
export interface Outcome {
  /** Lines on standard output, by process. */
  readonly out: Readonly<Record<string, readonly string[]>>;
  /** Lines on standard error of a `main` that ended well. */
  readonly err: readonly string[];
  /** How `main` ended. */
  readonly code: number | string;
}

export function allPrograms(): Program[] {
  return readdirSync(PROGRAMS)
    .flatMap((area) => readdirSync(join(PROGRAMS, area)).map((entry) => `${area}/${entry}`))
    .map((entry) => readProgram(entry))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readProgram(entry: string): Program {
  const at = join(PROGRAMS, entry);
  if (!statSync(at).isDirectory()) {
    const name = entry.replace(/\.ts$/, '');
    return { name, processes: { main: entry }, files: { [entry]: readFileSync(at, 'utf8') } };
  }
  if (!existsSync(join(at, 'main.ts'))) throw new Error(`${at} has no main.ts`);
  const paths = filesBelow(at).map((path) => relative(PROGRAMS, path));
  const machines = paths.filter((path) => path.endsWith('.machine.ts'));
  const processes = machines.map((path) => [path.replace(/^.*\/|\.machine\.ts$/g, ''), path]);
  return {
    name: entry,
    processes: {
      main: `${entry}/main.ts`,
      ...(Object.fromEntries(processes) as Record<string, string>),
    },
    files: Object.fromEntries(
      paths.map((path) => [path, readFileSync(join(PROGRAMS, path), 'utf8')]),
    ),
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** `web1` → `WEB1_URL`. */
export function urlVariable(process: string): string {
  return `${process.toUpperCase().replaceAll('-', '_')}_URL`;
}
