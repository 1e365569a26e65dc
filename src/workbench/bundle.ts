/** What `/labs/<stage>.json` serves: everything of a lab that is not program code of this page. */
import type { LabFiles } from '../lab/files.ts';
import { MACHINE } from '../lab/files.ts';
import type { Lab, LabMachine } from '../lab/manifest.ts';

export interface LabBundle {
  readonly files: LabFiles;
  /** The start's files as the engine's compiler made them (`BootPlan.prepared`). */
  readonly prepared: Readonly<Record<string, object>>;
  /** `measured.json` by experiment, as the measurements wrote it; empty before the first. */
  readonly measured: Readonly<Record<string, unknown>>;
}

/** A file as the editor lists it. */
export interface LabFile {
  readonly path: string;
  /** Without the folder: `lb.ts`. */
  readonly name: string;
  /** The text as the course ships it. */
  readonly start: string;
  /** The first machine whose entry it is, if one: lends the tab its glyph. */
  readonly machine?: LabMachine;
  /** Shared by all labs; shown, and not to be changed. */
  readonly readonly: boolean;
}

/** Entries first, in the order of the machines; then what they import; then what labs share. */
export function labFiles(lab: Lab, files: LabFiles): readonly LabFile[] {
  const rank = (path: string) => {
    const index = lab.machines.findIndex((machine) => machine.entry === path);
    if (index >= 0) return index;
    return path === MACHINE ? Infinity : lab.machines.length;
  };
  return Object.entries(files.start)
    .map(([path, start]) => ({
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      start,
      machine: lab.machines.find((machine) => machine.entry === path),
      readonly: path === MACHINE,
    }))
    .sort((a, b) => rank(a.path) - rank(b.path) || a.path.localeCompare(b.path));
}
