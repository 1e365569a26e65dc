/**
 * `npm run record`: runs the conformance programs on this Node and writes what they print, for the
 * check page (`/labs/check/`). The conformance tests fail when it is not what they see.
 */
import { writeFileSync } from 'node:fs';
import { runAhead } from '../tests/engine/support/on-node.ts';
import { allPrograms } from '../tests/engine/support/programs.ts';
import { recorded, RECORDING } from '../tests/engine/support/recording.ts';

const programs = allPrograms();
const run = runAhead(programs);
const done = [];
for (const program of programs) done.push(recorded(program, await run(program)));
writeFileSync(RECORDING, `${JSON.stringify({ node: process.version, programs: done }, null, 1)}\n`);
console.log(`${done.length} programs, recorded on Node ${process.version}.`);
