/** Drills on real processes, a few at a time: most of a run's time is waiting. */
import { bootingInTurn } from '../engine/node/in-turn.ts';
import { localEngineOf } from '../engine/node/local-host.ts';
import { readLab } from './lab-files.ts';
import type { DrillTask } from './lanes.ts';
import { entriesOf, grade, type Graded } from './proof.ts';

/** @param slow so many real ms are one of a run: what this computer needs for itself weighs less */
export function localPlays(width: number, slow: number): (task: DrillTask) => Promise<Graded> {
  const engine = bootingInTurn(localEngineOf({ slow }));
  const waiting: (() => void)[] = [];
  let running = 0;
  return async ({ stage, drill: id, entry: name, seed }) => {
    if (running >= width) await new Promise<void>((turn) => waiting.push(turn));
    running += 1;
    try {
      const { lab, files } = await readLab(stage);
      const drill = lab.drills.find((each) => each.id === id);
      const entry = drill && entriesOf(files, drill).find((each) => each.name === name);
      if (!drill || !entry) throw new Error(`no drill "${id}" with an entry "${name}"`);
      return await grade(engine, lab, files, drill, entry, seed);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
