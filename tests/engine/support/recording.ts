/** What real Node printed for each program, as the check page compares it: `npm run record` writes it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordedProgram, Recording } from '../../../src/engine/webcontainer/check/report.ts';
import type { NodeOutcome } from './on-node.ts';
import type { Program } from './programs.ts';

export const RECORDING = fileURLToPath(
  new URL('../../../src/engine/webcontainer/check/recording.json', import.meta.url),
);

export function readRecording(): Recording {
  return JSON.parse(readFileSync(RECORDING, 'utf8')) as Recording;
}

/** Reports of crashes have paths of this computer, and are left out. */
export function recorded(program: Program, { out, err, code }: NodeOutcome): RecordedProgram {
  if (typeof code !== 'number') throw new Error(`${program.name} ended by ${code}.`);
  const { name, processes, files } = program;
  return { name, processes, files, out, ...(code === 0 ? { err } : {}), code };
}
