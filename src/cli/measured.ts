/** What the experiments measured, as it is kept in `labs/<stage>/measured.json`. */
import type { Engine } from '../engine/contract.ts';
import { runExperiment } from '../lab/experiment.ts';
import type { Measured } from '../lab/experiment.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Lab } from '../lab/manifest.ts';
import { mapSome } from './map-some.ts';

/** By id of the experiment. */
export type MeasuredFile = Readonly<Record<string, Measured>>;

/** Runs all experiments of a lab, `width` at a time. */
export async function measureLab(
  engine: Engine,
  lab: Lab,
  files: LabFiles,
  width: number,
  onDone: (id: string, measured: Measured) => void = () => undefined,
): Promise<MeasuredFile> {
  const results = await mapSome(lab.experiments, width, async (experiment) => {
    const { journals: _, ...measured } = await runExperiment(engine, lab, files, experiment);
    onDone(experiment.id, measured);
    return [experiment.id, measured] as const;
  });
  return Object.fromEntries(results);
}

/** The file's text: sorted by id and by name of value, so that equal results give equal files. */
export function measuredText(file: MeasuredFile): string {
  const sorted = sortKeys(
    Object.fromEntries(
      Object.entries(file).map(([id, measured]) => [
        id,
        { ...measured, values: sortKeys(measured.values) },
      ]),
    ),
  );
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

function sortKeys<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
