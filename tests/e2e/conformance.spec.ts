/**
 * The conformance programs in the page, their processes on threads of their own and sharing one:
 * each gives the journal that it gives under Node, where `tests/engine/conformance.test.ts` holds it
 * against real Node. @once
 */
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms } from '../engine/support/programs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

// A reader far away, with another language: programs log the same for everybody.
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });

/** Programs by their folder: `http`. */
const groups = Map.groupBy(allPrograms(), ({ name }) => name.split('/')[0] ?? '');

for (const [group, programs] of groups) {
  test(`The conformance programs of ${group} print the same in the page @once`, async ({
    page,
  }) => {
    test.setTimeout(60_000 + 3_000 * programs.length);
    const engine = await openEngine(page);
    // On this very thread, a rejection that nobody handles would end the test: those have Workers.
    const nodes = group === 'process' ? nodeEngine : inlineEngine;
    for (const program of programs) {
      const plan = planOf(program);
      const { crash: underNode, ...expected } = await runOnEngine(nodes, program);
      for (const [threads, vetted] of [
        ['one each', []],
        ['one for all', Object.keys(plan.files)],
      ] as const) {
        const name = `${program.name}, threads: ${threads}`;
        const { events } = await engine.run({ ...plan, vetted }, STORY, LIMIT);
        // Columns are a JavaScript engine's own.
        const { crash: inPage, ...outcome } = outcomeOf(program, events);
        expect.soft(outcome, name).toEqual(expected);
        expect
          .soft(`${inPage?.message} ${inPage?.path}:${inPage?.line}`, name)
          .toBe(`${underNode?.message} ${underNode?.path}:${underNode?.line}`);
      }
    }
  });
}
