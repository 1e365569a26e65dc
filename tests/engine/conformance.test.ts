/**
 * Every program of `programs/`, on real Node and on the in-page engine: each process must print
 * the same lines in the same order, and `main` must end alike. So must the check page's recording. (`tests/e2e/conformance.spec.ts` runs
 * them in the page itself.)
 */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../src/engine/sim/hosts/node.ts';
import { runOnEngine } from './support/on-engine.ts';
import type { EngineOutcome } from './support/on-engine.ts';
import { runAhead, runOnNode } from './support/on-node.ts';
import type { NodeOutcome } from './support/on-node.ts';
import { allPrograms } from './support/programs.ts';
import { readRecording, recorded } from './support/recording.ts';
import type { Outcome } from './support/programs.ts';

const programs = allPrograms();
const ahead = runAhead(programs);
const recording = readRecording();

function shown({ out, code }: Outcome): Pick<Outcome, 'out' | 'code'> {
  return { out, code };
}

/** A crash must say what Node says and point at the line Node points at. */
function expectSameCrash(node: NodeOutcome, engine: EngineOutcome): void {
  const { crash } = engine;
  if (!crash) {
    // Standard error of what ended well is the program's own; Node is told to print no warnings.
    const own = engine.err.filter((line) => !/^\(node:\d+\) |^Timeout duration was set/.test(line));
    if (node.code === 0) expect(own).toEqual(node.err);
    return;
  }
  // Ours says more about a missing file than its full path on this computer.
  const said = crash.message
    .replace(/^(?:\w+: |Uncaught )/, '')
    .replace(/^(Cannot find module) .*/s, '$1');
  expect(node.errorText).toContain(said);
  const place = /engine\/programs\/([\w./-]+):(\d+)/.exec(node.errorText);
  if (place && node.errorText.includes('    at ')) {
    expect(`${crash.path}:${crash.line}`).toBe(`${place[1]}:${place[2]}`);
  }
}

describe('programs print the same on Node and in the page', () => {
  it('has programs of every kind', () => {
    expect(programs.length).toBeGreaterThanOrEqual(150);
  });

  it.each(programs.map((program) => ({ name: program.name, program })))(
    '$name',
    { timeout: 60_000 },
    async ({ program }) => {
      const [engine, first] = await Promise.all([runOnEngine(nodeEngine, program), ahead(program)]);
      let node = first;
      // Node's timers are at the mercy of a busy computer; ours are not. A difference has to last.
      for (let tries = 0; tries < 2 && !isDeepStrictEqual(shown(node), shown(engine)); tries++) {
        node = await runOnNode(program);
      }
      expect(shown(engine)).toEqual(shown(node));
      expectSameCrash(node, engine);
      const kept = recording.programs.find(({ name }) => name === program.name);
      expect(kept, 'recorded for the check page: npm run record').toEqual(recorded(program, node));
      expect(await runOnEngine(inlineEngine, program)).toEqual(engine);
    },
  );
});
