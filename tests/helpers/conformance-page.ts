/** The conformance programs in a page, against what they do under Node. */
import { isDeepStrictEqual } from 'node:util';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms } from '../engine/support/programs.ts';
import type { PageEngine } from './engine-page.ts';

/** A line for each program that does something else in the page. @param ways which files are vetted: `'all'`, or these */
export async function programsThatDiffer(
  engine: PageEngine,
  ways: readonly ('all' | readonly string[])[],
): Promise<string[]> {
  const differ: string[] = [];
  for (const program of allPrograms()) {
    const plan = planOf(program);
    const { crash: underNode, ...expected } = await runOnEngine(nodeEngine, program);
    for (const way of ways) {
      const vetted = way === 'all' ? Object.keys(plan.files) : way;
      const { events } = await engine.run({ ...plan, vetted }, STORY, LIMIT);
      // Columns are a JavaScript engine's own.
      const { crash: inPage, ...outcome } = outcomeOf(program, events);
      const says = (crash: typeof inPage): string =>
        `${crash?.message} ${crash?.path}:${crash?.line}`;
      const name = `${program.name}, threads: ${way === 'all' ? 'one for all' : 'one each'}`;
      if (!isDeepStrictEqual(outcome, expected))
        differ.push(`${name}: ${JSON.stringify(outcome)} and not ${JSON.stringify(expected)}`);
      else if (says(inPage) !== says(underNode))
        differ.push(`${name}: ${says(inPage)} and not ${says(underNode)}`);
    }
  }
  return differ;
}
