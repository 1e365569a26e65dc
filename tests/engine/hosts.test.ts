/** The hosts of the in-page engine under Node agree, event by event. */
import { expect, test } from 'vitest';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import { runDrill } from '../../src/lab/drill.ts';
import { attemptOf } from '../../src/lab/files.ts';

for (const stage of await labStages()) {
  const { lab, files } = await readLab(stage);
  for (const drill of lab.drills) {
    test(`${stage} / ${drill.id}: contexts on one thread and Workers give the same journal`, async () => {
      for (const attempt of [{}, attemptOf(files, drill, drill.solutions[0]!)]) {
        const [inline, workers] = await Promise.all(
          [inlineEngine, nodeEngine].map((engine) =>
            runDrill(engine, lab, files.start, drill, attempt, { seed: 3 }),
          ),
        );
        expect(inline!.hash).toBe(workers!.hash);
      }
    }, 120_000);
  }
}
