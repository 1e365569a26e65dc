/**
 * The conformance programs in the page, their processes on threads of their own and sharing one:
 * each gives the journal that it gives under Node, where `tests/engine/conformance.test.ts` holds it
 * against real Node. @once
 */
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms } from '../engine/support/programs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

// A reader far away, with another language: programs log the same for everybody.
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });

for (const [name, vetted] of [
  ['in a Worker each', false],
  ['on one thread', true],
] as const) {
  test(`Every conformance program prints the same in the page, ${name} @once`, async ({ page }) => {
    test.setTimeout(300_000);
    const engine = await openEngine(page);
    for (const program of allPrograms()) {
      const plan = planOf(program);
      const { events } = await engine.run(
        vetted ? { ...plan, vetted: Object.keys(plan.files) } : plan,
        STORY,
        LIMIT,
      );
      // Columns are a JavaScript engine's own.
      const { crash: inPage, ...outcome } = outcomeOf(program, events);
      const { crash: underNode, ...expected } = await runOnEngine(inlineEngine, program);
      expect.soft(outcome, program.name).toEqual(expected);
      expect
        .soft(`${inPage?.message} ${inPage?.path}:${inPage?.line}`, program.name)
        .toBe(`${underNode?.message} ${underNode?.path}:${underNode?.line}`);
    }
  });
}
