/** The conformance programs in a page, against what they do under Node. */
import { isDeepStrictEqual } from 'node:util';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { LIMIT, outcomeOf, planOf, runOnEngine, STORY } from '../engine/support/on-engine.ts';
import { allPrograms, type Program } from '../engine/support/programs.ts';
import type { PageEngine } from './engine-page.ts';

/** Where a program's processes run: a Worker each, or all on the kernel's thread. */
export type Threads = 'one each' | 'one for all';

/** The programs by their folder: `http`. */
export const groups = Map.groupBy(allPrograms(), ({ name }) => name.split('/')[0] ?? '');

/** A line for each of these programs that does something else in the page than under Node. */
export async function programsThatDiffer(
  engine: PageEngine,
  programs: readonly Program[],
  ways: readonly Threads[],
): Promise<string[]> {
  const differ: string[] = [];
  for (const program of programs) {
    const plan = planOf(program);
    // On this very thread, a rejection that nobody handles would end the test: those have Workers.
    const nodes = program.name.startsWith('process/') ? nodeEngine : inlineEngine;
    const { crash: underNode, ...expected } = await runOnEngine(nodes, program);
    for (const way of ways) {
      const vetted = way === 'one for all' ? Object.keys(plan.files) : [];
      const { events } = await engine.run({ ...plan, vetted }, STORY, LIMIT);
      // Columns are a JavaScript engine's own.
      const { crash: inPage, ...outcome } = outcomeOf(program, events);
      const says = (crash: typeof inPage): string =>
        `${crash?.message} ${crash?.path}:${crash?.line}`;
      const name = `${program.name}, threads: ${way}`;
      if (!isDeepStrictEqual(outcome, expected))
        differ.push(`${name}: ${JSON.stringify(outcome)} and not ${JSON.stringify(expected)}`);
      else if (says(inPage) !== says(underNode))
        differ.push(`${name}: ${says(inPage)} and not ${says(underNode)}`);
    }
  }
  return differ;
}
