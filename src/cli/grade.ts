/**
 * npm run grade [stage] [drill] [--seeds N]
 *
 * Runs every drill's start, solutions and cheats over N seeds (20 by default) on the in-page
 * engine under Node. Exit code 0 when start and cheats fail and solutions pass on every seed.
 */
import { parseArgs } from 'node:util';
import { inlineEngine } from '../engine/sim/hosts/inline.ts';
import type { Drill, Lab } from '../lab/manifest.ts';
import { fileProblems } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import { labStages, readLab } from './lab-files.ts';
import { entriesOf, prove } from './proof.ts';
import type { Row } from './proof.ts';

const WIDTH = 2;

interface Wanted {
  readonly stage: string | undefined;
  readonly drill: string | undefined;
  readonly seeds: number;
}

function readArguments(): Wanted {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seeds: { type: 'string', default: '20' } },
  });
  const seeds = Number(values.seeds);
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new Error(`--seeds ${values.seeds}: give a whole number from 1, for example --seeds 20.`);
  }
  const [stage, drill, ...more] = positionals;
  if (more.length > 0)
    throw new Error(`"${more.join(' ')}" is too much: a stage and a drill are enough.`);
  return { stage, drill, seeds };
}

function drillsOf(lab: Lab, wanted: string | undefined): readonly Drill[] {
  const drills = lab.drills.filter((drill) => wanted === undefined || drill.id === wanted);
  if (drills.length > 0 || wanted === undefined) return drills;
  const known = lab.drills.map((drill) => drill.id).join(', ');
  throw new Error(`The lab "${lab.stage}" has no drill "${wanted}". It has: ${known}.`);
}

async function gradeDrill(lab: Lab, files: LabFiles, drill: Drill, seeds: number) {
  console.log(`\n${lab.stage} / ${drill.id}: ${drill.title}`);
  let sound = true;
  for (const entry of entriesOf(files, drill)) {
    const begun = performance.now();
    const row = await prove(inlineEngine, lab, files, drill, entry, { seeds, width: WIDTH });
    sound &&= row.surprises.length === 0;
    print(row, seeds, performance.now() - begun);
  }
  return sound;
}

function print(row: Row, seeds: number, wallMs: number): void {
  const as = seeds - row.surprises.length;
  const verdict = row.mustPass ? 'passes' : 'fails';
  const why = [...row.failed].map(([check, times]) => `${check} ${times}`).join(', ');
  const columns = [
    row.surprises.length === 0 ? '  ok ' : '  BAD',
    row.name.padEnd(32),
    `${verdict} ${as}/${seeds}`.padEnd(14),
    `${(wallMs / 1000).toFixed(1)} s`.padStart(7),
    why === '' ? '' : `  failed checks: ${why}`,
  ];
  console.log(columns.join(' '));
  for (const { seed, findings } of row.surprises.slice(0, 2)) {
    for (const finding of findings.filter((each) => !each.passed)) {
      console.log(`        seed ${seed}, ${finding.id}: ${finding.says}`);
    }
    if (!row.mustPass) console.log(`        seed ${seed}: every check passed`);
  }
}

async function main(): Promise<number> {
  const { stage, drill, seeds } = readArguments();
  const begun = performance.now();
  let sound = true;
  for (const each of stage === undefined ? await labStages() : [stage]) {
    const { lab, files } = await readLab(each);
    for (const problem of fileProblems(lab, files)) {
      console.log(`labs/${each}: ${problem}`);
      sound = false;
    }
    for (const one of drillsOf(lab, drill)) {
      sound = (await gradeDrill(lab, files, one, seeds)) && sound;
    }
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`\n${sound ? 'Every drill is sound' : 'Some drill is not sound'}; ${seconds} s.`);
  return sound ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
