/**
 * `npm run record`: runs the conformance programs on this Node and writes what they print, for the
 * check page (`/labs/check/`). What was recorded on the same version and still holds is kept. The
 * conformance tests fail when the recording is not what they see.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { inlineEngine } from '../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../src/engine/sim/hosts/node.ts';
import type { RecordedProgram } from '../src/engine/webcontainer/check/report.ts';
import { runOnEngine } from '../tests/engine/support/on-engine.ts';
import { runOnNode } from '../tests/engine/support/on-node.ts';
import { allPrograms, type Program } from '../tests/engine/support/programs.ts';
import { readRecording, recorded, RECORDING } from '../tests/engine/support/recording.ts';

/** How often a program may run until it prints what it does when nothing is in its way. */
const TRIES = 30;

const before = existsSync(RECORDING) ? readRecording() : undefined;
const kept = before?.node === process.version ? before.programs : [];
let anew = 0;

async function record(program: Program): Promise<RecordedProgram> {
  // On this very thread, a rejection that nobody handles would end the recording: those have Workers.
  const engine = program.name.startsWith('process/') ? nodeEngine : inlineEngine;
  // Timers of a busy computer come late; those of the in-page engine do not.
  const { out, code } = await runOnEngine(engine, program);
  const holds = (seen: Pick<RecordedProgram, 'out' | 'code'>): boolean =>
    isDeepStrictEqual({ out: seen.out, code: seen.code }, { out, code });
  const { name, files } = program;
  const old = kept.find((one) => one.name === name && isDeepStrictEqual(one.files, files));
  if (old && holds(old)) return old;
  anew += 1;
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = recorded(program, await runOnNode(program));
    if (holds(seen)) return seen;
  }
  throw new Error(`${name} prints other lines on Node than in the page: mend that first.`);
}

const programs = [];
for (const program of allPrograms()) programs.push(await record(program));
writeFileSync(RECORDING, `${JSON.stringify({ node: process.version, programs }, null, 1)}\n`);
console.log(`${programs.length} programs on Node ${process.version}, ${anew} of them anew.`);
