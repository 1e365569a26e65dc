/** Tells an engine which files of a plan are the course's own, unchanged: those cost it less. */
import type { BootPlan, Engine } from '../engine/contract.ts';
import type { LabBundle } from './bundle.ts';

/** The engine, told at every boot of texts that are the course's own, and of those compiled ahead. */
export function knowingOwnFiles(
  engine: Engine,
  { files: { start, overlays }, prepared }: Pick<LabBundle, 'files' | 'prepared'>,
): Engine {
  const texts = new Map<string, Set<string>>();
  for (const files of [start, ...Object.values(overlays).flatMap((each) => Object.values(each))]) {
    for (const [path, text] of Object.entries(files)) {
      texts.set(path, (texts.get(path) ?? new Set()).add(text));
    }
  }
  const ownOf = ({ files }: BootPlan): Pick<BootPlan, 'vetted' | 'prepared'> => ({
    vetted: Object.keys(files).filter((path) => texts.get(path)?.has(files[path]!) === true),
    prepared: Object.fromEntries(
      Object.entries(prepared).filter(([path]) => files[path] === start[path]),
    ),
  });
  return {
    ...engine,
    boot: (plan, options) => engine.boot({ ...plan, ...ownOf(plan) }, options),
  };
}
