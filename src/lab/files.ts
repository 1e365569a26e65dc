/**
 * A stage's files by what they are for. An overlay is a folder whose files lie over the services:
 * `load-balancer/solution/health/lb.ts` stands in for `load-balancer/services/lb.ts`.
 */
import type { Files } from '../engine/contract.ts';
import type { Attempt, Drill, Lab, NamedAttempt } from './manifest.ts';

/** The simulated hardware that every lab shares. */
export const MACHINE = 'machine.ts';

const FOLDERS = ['solution', 'cheats', 'experiments'] as const;
type Folder = (typeof FOLDERS)[number];

export interface LabFiles {
  /** What the reader gets and the machines run: the services and `machine.ts`. */
  readonly start: Files;
  /** By folder and name, as they lie over the services. */
  readonly overlays: Readonly<Record<Folder, Readonly<Record<string, Files>>>>;
}

/**
 * Sorts all files of a stage, with paths relative to `labs`; others are left out.
 * @throws Error when a file of an overlay has no name of an overlay above it.
 */
export function sortFiles(stage: string, all: Files): LabFiles {
  const start: Record<string, string> = {};
  const overlays: Record<Folder, Record<string, Record<string, string>>> = {
    solution: {},
    cheats: {},
    experiments: {},
  };
  for (const [path, text] of Object.entries(all)) {
    const [first, folder = '', name, ...rest] = path.split('/');
    if (path === MACHINE || (first === stage && folder === 'services')) start[path] = text;
    if (first !== stage || !isFolder(folder) || name === undefined) continue;
    if (rest.length === 0) {
      throw new Error(
        `labs/${path} lies in no overlay: move it to labs/${stage}/${folder}/<name>/.`,
      );
    }
    const overlay = (overlays[folder][name] ??= {});
    overlay[`${stage}/services/${rest.join('/')}`] = text;
  }
  return { start, overlays };
}

/** An overlay by its folder and name, `solution/health`; undefined when there is none. */
export function findOverlay(files: LabFiles, path: string): Files | undefined {
  const [folder = '', name = ''] = path.split('/');
  return isFolder(folder) ? files.overlays[folder][name] : undefined;
}

/** Files with others over them. */
export function overlay(files: Files, over: Files | undefined): Files {
  return { ...files, ...over };
}

/**
 * A solution or a cheat as something to hand in.
 * @throws Error when its folder is missing.
 */
export function attemptOf(files: LabFiles, drill: Drill, named: NamedAttempt): Attempt {
  const folder = drill.solutions.includes(named) ? 'solution' : 'cheats';
  const own = files.overlays[folder][named.name];
  if (named.files === true && own === undefined) {
    throw new Error(
      `Drill "${drill.id}": "${named.name}" has files: true, and there is no folder ${folder}/${named.name}.`,
    );
  }
  return { files: named.files === true ? own : undefined, actions: named.actions };
}

/** What is missing on disk that the manifest speaks of, and what lies there unused; empty if well. */
export function fileProblems(lab: Lab, files: LabFiles): readonly string[] {
  const machines = [
    ...lab.machines,
    ...lab.experiments.flatMap((each) => each.adds?.machines ?? []),
  ];
  const overlays = new Set<string>();
  for (const drill of lab.drills) {
    for (const { name, files } of drill.solutions) if (files) overlays.add(`solution/${name}`);
    for (const { name, files } of drill.cheats) if (files) overlays.add(`cheats/${name}`);
  }
  for (const { overlay } of lab.experiments.flatMap((each) => each.variants)) {
    if (overlay !== undefined) overlays.add(overlay);
  }
  const there = FOLDERS.flatMap((folder) =>
    Object.keys(files.overlays[folder]).map((name) => `${folder}/${name}`),
  );
  const laidOver = Object.values(files.overlays).flatMap((each) => Object.values(each));
  const exists = (path: string) => [files.start, ...laidOver].some((each) => path in each);
  return [
    ...machines
      .filter(({ entry }) => !exists(entry))
      .map(({ id, entry }) => `machine "${id}": there is no file labs/${entry}.`),
    ...lab.drills
      .flatMap((drill) => [...(drill.edits ?? []), ...(drill.keeps ?? [])])
      .filter((path) => !(path in files.start))
      .map((path) => `a drill names ${path}, and there is no such file in labs/.`),
    ...[...overlays]
      .filter((name) => !there.includes(name))
      .map((name) => `the folder labs/${lab.stage}/${name} is missing.`),
    ...there
      .filter((name) => !overlays.has(name))
      .map((name) => `the folder labs/${lab.stage}/${name} is used by nothing; delete it.`),
  ];
}

function isFolder(name: string): name is Folder {
  return (FOLDERS as readonly string[]).includes(name);
}
