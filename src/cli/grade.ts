/**
 * npm run grade [stage] [drill] [-- --seeds N]
 *
 * Runs every drill's start, solutions and cheats over N seeds (20 by default) on the in-page
 * engine under Node. Exit code 0 when start and cheats fail and solutions pass on every seed.
 */
import { parseArgs } from 'node:util';
import { fileProblems } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Drill, Lab } from '../lab/manifest.ts';
import { labStages, readLab } from './lab-files.ts';
import { Lanes } from './lanes.ts';
import { entriesOf } from './proof.ts';
import type { Entry, Graded } from './proof.ts';

const WIDTH = 2;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seeds: { type: 'string', default: '20' } },
  });
  const seeds = Number(values.seeds);
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new Error(`--seeds ${values.seeds}: give a whole number from 1, for example --seeds 20.`);
  }
  const [stage, drill, ...more] = positionals;
  if (more.length > 0) {
    throw new Error(`"${more.join(' ')}" is too much: a stage and a drill are enough.`);
  }
  return { stage, drill, seeds };
}

function drillsOf(lab: Lab, wanted: string | undefined): readonly Drill[] {
  const drills = lab.drills.filter((drill) => wanted === undefined || drill.id === wanted);
  if (drills.length > 0 || wanted === undefined) return drills;
  const known = lab.drills.map((drill) => drill.id).join(', ');
  throw new Error(`The lab "${lab.stage}" has no drill "${wanted}". It has: ${known}.`);
}

/** Grades one entry at all seeds and prints its line. Whether all went as it must. */
async function gradeEntry(lanes: Lanes, stage: string, drill: string, entry: Entry, seeds: number) {
  const begun = performance.now();
  const all = await Promise.all(
    Array.from({ length: seeds }, (_, index) =>
      lanes.run({ kind: 'drill', stage, drill, entry: entry.name, seed: index + 1 }),
    ),
  );
  const surprises = all.filter((graded) => graded.passed !== entry.mustPass);
  print(entry, all, surprises, performance.now() - begun);
  return surprises.length === 0;
}

function print(
  entry: Entry,
  all: readonly Graded[],
  surprises: readonly Graded[],
  wallMs: number,
): void {
  const times = `${all.length - surprises.length}/${all.length}`;
  const failed = new Map<string, number>();
  for (const { id, passed } of all.flatMap((graded) => graded.findings)) {
    if (!passed) failed.set(id, (failed.get(id) ?? 0) + 1);
  }
  const why = [...failed].map(([check, count]) => `${check} ${count}`).join(', ');
  const columns = [
    surprises.length === 0 ? '  ok ' : '  BAD',
    entry.name.padEnd(32),
    `${entry.mustPass ? 'passes' : 'fails'} ${times}`.padEnd(14),
    `${(wallMs / 1000).toFixed(1)} s`.padStart(7),
    why === '' ? '' : `  failed checks: ${why}`,
  ];
  console.log(columns.join(' '));
  for (const { seed, passed, findings } of surprises.slice(0, 2)) {
    if (passed) console.log(`        seed ${seed}: every check passed`);
    for (const finding of findings.filter((each) => !each.passed)) {
      console.log(`        seed ${seed}, ${finding.id}: ${finding.says}`);
    }
  }
}

function reportFiles(lab: Lab, files: LabFiles): boolean {
  const problems = fileProblems(lab, files);
  for (const problem of problems) console.log(`labs/${lab.stage}: ${problem}`);
  return problems.length === 0;
}

async function main(lanes: Lanes): Promise<number> {
  const { stage, drill, seeds } = readArguments();
  const begun = performance.now();
  let sound = true;
  for (const each of stage === undefined ? await labStages() : [stage]) {
    const { lab, files } = await readLab(each);
    sound = reportFiles(lab, files) && sound;
    for (const one of drillsOf(lab, drill)) {
      console.log(`\n${lab.stage} / ${one.id}: ${one.title}`);
      for (const entry of entriesOf(files, one)) {
        sound = (await gradeEntry(lanes, lab.stage, one.id, entry, seeds)) && sound;
      }
    }
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`\n${sound ? 'Every drill is sound' : 'Some drill is not sound'}; ${seconds} s.`);
  return sound ? 0 : 1;
}

const lanes = new Lanes(WIDTH);
try {
  process.exitCode = await main(lanes);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
} finally {
  await lanes.close();
}
