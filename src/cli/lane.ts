/** One lane: a Worker that runs the tasks it is given, one after the other (see lanes.ts). */
import { parentPort } from 'node:worker_threads';
import { inlineEngine } from '../engine/sim/hosts/inline.ts';
import { runExperiment } from '../lab/experiment.ts';
import { entriesOf, grade } from '../lab/proof.ts';
import { ownersOf } from '../lab/side-by-side.ts';
import { readLab } from './lab-files.ts';
import type { Answer, Results, Task } from './lanes.ts';

const port = parentPort;
if (port === null) throw new Error('lane.ts is a Worker of lanes.ts and does not run by itself.');

async function run(task: Task): Promise<Results[Task['kind']]> {
  const { lab, files } = await readLab(task.stage);
  if (task.kind === 'experiment') {
    const experiment = lab.experiments.find((each) => each.id === task.experiment);
    if (experiment === undefined) throw new Error(`no experiment "${task.experiment}"`);
    const { journals, ...measured } = await runExperiment(inlineEngine, lab, files, experiment);
    return { ...measured, of: ownersOf(experiment, journals, measured.values) };
  }
  const drill = lab.drills.find((each) => each.id === task.drill);
  if (drill === undefined) throw new Error(`no drill "${task.drill}"`);
  const entry = entriesOf(files, drill).find((each) => each.name === task.entry);
  if (entry === undefined) throw new Error(`no entry "${task.entry}"`);
  return grade(inlineEngine, lab, files, drill, entry, { seed: task.seed });
}

port.on('message', (task: Task) => {
  run(task).then(
    (result) => port.postMessage({ result } satisfies Answer),
    (error: unknown) => {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ error: reason } satisfies Answer);
    },
  );
});
