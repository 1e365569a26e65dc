/**
 * The conformance programs in the page: each gives the journal that it gives under Node, where
 * `tests/engine/conformance.test.ts` holds it against real Node. @once
 */
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms } from '../engine/support/programs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

// A reader far away, with another language: programs log the same for everybody.
test.use({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });

test('Every conformance program prints the same in the page @once', async ({ page }) => {
  test.setTimeout(300_000);
  const engine = await openEngine(page);
  for (const program of allPrograms()) {
    const { events } = await engine.run(planOf(program), STORY, LIMIT);
    // Columns are a JavaScript engine's own.
    const { crash: inPage, ...outcome } = outcomeOf(program, events);
    const { crash: underNode, ...expected } = await runOnEngine(nodeEngine, program);
    expect.soft(outcome, program.name).toEqual(expected);
    expect
      .soft(`${inPage?.message} ${inPage?.path}:${inPage?.line}`, program.name)
      .toBe(`${underNode?.message} ${underNode?.path}:${underNode?.line}`);
  }
});
