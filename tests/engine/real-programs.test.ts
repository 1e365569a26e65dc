/**
 * Programs of the suite on the local engine, against plain Node. A sample by default; all of them with
 * `PROGRAMS=all npx vitest run tests/engine/real-programs.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { localEngine } from '../../src/engine/node/local-host.ts';
import { LIMIT, outcomeOf, planOf, STORY, type EngineOutcome } from './support/on-engine.ts';
import { runOnNode } from './support/on-node.ts';
import { allPrograms, type Program } from './support/programs.ts';

const SAMPLE = ['http/chain', 'http/crashing-peer', 'fs/files'];

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

describe('on real processes, programs do what they do on Node', { timeout: 60_000 }, () => {
  it.each(wanted.map((program) => [program.name, program] as const))('%s', async (_, program) => {
    const [node, engine] = await Promise.all([runOnNode(program), runForReal(program)]);
    expect(engine.out).toEqual(node.out);
    expect(engine.code).toBe(node.code);
    if (node.code === 0) expect(engine.err).toEqual(node.err);
  });
});
