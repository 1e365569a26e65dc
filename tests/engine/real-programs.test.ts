/**
 * Programs of the suite on the local engine, against plain Node. A sample by default; all of them with
 * `PROGRAMS=all npx vitest run tests/engine/real-programs.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { plain } from '../../src/engine/node/lines.ts';
import { localEngine } from '../../src/engine/node/local-host.ts';
import { LIMIT, outcomeOf, planOf, STORY, type EngineOutcome } from './support/on-engine.ts';
import { runOnNode } from './support/on-node.ts';
import { allPrograms, type Program } from './support/programs.ts';

const SAMPLE = ['http/chain', 'http/crashing-peer', 'http/server-facts', 'fs/files'];
/** Timers of a busy computer come late, in plain Node as well: a difference has to last. */
const TRIES = 3;
/** What is known to differ, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'http/keep-alive-runs-out':
    'a machine reaches itself without looking its name up: a connection opens before the last one has closed',
  'modules/commonjs-detected':
    'with something imported before it, Node loads a CommonJS entry as ES modules load one: its id is its path',
};

/** As `runOnEngine`, but real time ends with the program. */
async function runForReal(program: Program): Promise<EngineOutcome> {
  const session = await localEngine.boot(planOf(program), { timeline: STORY });
  const events: JournalEvent[] = [];
  session.subscribe((batch) => events.push(...batch.events));
  const ended = () =>
    events.some((e) => e.kind === 'machine' && e.machine === 'main' && e.state === 'down');
  try {
    for (let t = 100; t < LIMIT && !ended(); t += 100) await session.runTo(t);
  } finally {
    await session.dispose();
  }
  return outcomeOf(program, events);
}

const wanted = allPrograms().filter(
  ({ name }) => process.env['PROGRAMS'] === 'all' || SAMPLE.includes(name),
);

/** What Node printed, as a journal has it. */
const printed = (out: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(out).map(([name, lines]) => [name, lines.map(plain)]));

describe('on real processes, programs do what they do on Node', { timeout: 60_000 }, () => {
  for (const program of wanted) {
    const known = OTHERWISE[program.name];
    const name = known === undefined ? program.name : `${program.name}: ${known}`;
    it.skipIf(known !== undefined)(name, { retry: TRIES - 1 }, async () => {
      const [node, engine] = await Promise.all([runOnNode(program), runForReal(program)]);
      expect(engine.out).toEqual(printed(node.out));
      expect(engine.code).toBe(node.code);
      if (node.code === 0) expect(engine.err).toEqual(node.err.map(plain));
    });
  }
});
