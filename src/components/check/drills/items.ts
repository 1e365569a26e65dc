/** The drills of labs as things to check: one for the start and one for every solution. */
import type { CheckItem } from '../../../engine/webcontainer/check/report.ts';
import type { LabFiles } from '../../../lab/files.ts';
import type { Drill, Lab } from '../../../lab/manifest.ts';
import { entriesInRealTime, type Entry } from '../../../lab/proof.ts';

export interface DrillItem extends CheckItem {
  readonly lab: Lab;
  readonly files: LabFiles;
  readonly drill: Drill;
  readonly entry: Entry;
}

/** Items of the labs whose ids begin with one of `only`. */
export function drillItems(
  labs: readonly { readonly lab: Lab; readonly files: LabFiles }[],
  only: readonly string[],
): readonly DrillItem[] {
  return labs
    .flatMap(({ lab, files }) =>
      lab.drills.flatMap((drill) =>
        entriesInRealTime(files, drill).map((entry) => ({
          id: `drill/${lab.stage}/${drill.id}/${entry.name}`,
          title: `${lab.title}, ${drill.title}: ${entry.name}`,
          lab,
          files,
          drill,
          entry,
        })),
      ),
    )
    .filter(({ id }) => only.some((prefix) => id.startsWith(prefix)));
}

/** Stages that such ids may be of: those whose labs have to be loaded. @throws Error naming those there are */
export function stagesIn(only: readonly string[], stages: readonly string[]): readonly string[] {
  for (const prefix of only) {
    if (stages.some((stage) => fits(prefix, stage))) continue;
    throw new Error(`${prefix}: there is no such lab. There are: ${stages.join(', ')}.`);
  }
  return stages.filter((stage) => only.some((prefix) => fits(prefix, stage)));
}

/** One of the two begins with the other. */
function fits(prefix: string, stage: string): boolean {
  const of = `drill/${stage}/`;
  return of.startsWith(prefix) || prefix.startsWith(of);
}
