/**
 * `npm run record`: runs the conformance programs on this Node and writes what they print, for the
 * check page (`/labs/check/`). The conformance tests fail when it is not what they see.
 */
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { nodeEngine } from '../src/engine/sim/hosts/node.ts';
import { runOnEngine } from '../tests/engine/support/on-engine.ts';
import { runAhead, runOnNode } from '../tests/engine/support/on-node.ts';
import { allPrograms, type Outcome } from '../tests/engine/support/programs.ts';
import { recorded, RECORDING } from '../tests/engine/support/recording.ts';

/** How often a program may run until it prints what it does when nothing is in its way. */
const TRIES = 30;

const programs = allPrograms();
const ahead = runAhead(programs);
const done = [];
const shown = ({ out, code }: Outcome) => ({ out, code });
for (const program of programs) {
  // Timers of a busy computer come late; those of the in-page engine do not.
  const calm = shown(await runOnEngine(nodeEngine, program));
  let seen = await ahead(program);
  for (let tries = 1; tries < TRIES && !isDeepStrictEqual(shown(seen), calm); tries++)
    seen = await runOnNode(program);
  if (!isDeepStrictEqual(shown(seen), calm)) {
    throw new Error(`${program.name} differs from the in-page engine: mend that first.`);
  }
  done.push(recorded(program, seen));
}
writeFileSync(RECORDING, `${JSON.stringify({ node: process.version, programs: done }, null, 1)}\n`);
console.log(`${done.length} programs, recorded on Node ${process.version}.`);
