/** Tells an engine which files of a plan are the course's own, unchanged: those may share a thread. */
import type { BootPlan, Engine } from '../engine/contract.ts';
import type { LabFiles } from '../lab/files.ts';

/** The engine, told of the course's own texts at every boot. */
export function knowingOwnFiles(engine: Engine, { start, overlays }: LabFiles): Engine {
  const texts = new Map<string, Set<string>>();
  for (const files of [start, ...Object.values(overlays).flatMap((each) => Object.values(each))]) {
    for (const [path, text] of Object.entries(files)) {
      texts.set(path, (texts.get(path) ?? new Set()).add(text));
    }
  }
  const vetted = ({ files }: BootPlan): string[] =>
    Object.keys(files).filter((path) => texts.get(path)?.has(files[path]!) === true);
  return {
    ...engine,
    boot: (plan, options) => engine.boot({ ...plan, vetted: vetted(plan) }, options),
  };
}
