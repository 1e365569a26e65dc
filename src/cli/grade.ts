/**
 * npm run grade [stage] [drill] [-- --seeds N]
 *
 * Runs every drill's start, solutions and cheats over N seeds (20 by default) on the in-page
 * engine under Node. Exit code 0 when start and cheats fail and solutions pass on every seed.
 *
 * npm run grade [stage] [drill] -- --engine local [--runs N] [--slow K] [--width W]
 *
 * The same on real processes of this computer, for start and solutions: N runs each (1 by default), W at
 * once (3), in slow motion (3): programs' clocks too, so that what this computer needs to start a
 * process or to give it its turn is to the story as it would be on one three times as fast.
 */
import { parseArgs } from 'node:util';
import { fileProblems } from '../lab/files.ts';
import type { LabFiles } from '../lab/files.ts';
import type { Drill, Lab } from '../lab/manifest.ts';
import { labStages, readLab } from './lab-files.ts';
import { Lanes, type DrillTask } from './lanes.ts';
import { localPlays } from './local-plays.ts';
import { entriesOf } from './proof.ts';
import type { Entry, Graded } from './proof.ts';

const WIDTH = 2;

interface Settings {
  readonly stage: string | undefined;
  readonly drill: string | undefined;
  /** Runs of each entry, at seeds from 1. */
  readonly runs: number;
  readonly local: boolean;
  readonly play: (task: DrillTask) => Promise<Graded>;
  readonly close: () => Promise<void>;
}

function readArguments(): Settings {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', default: 'in-page-node' },
      seeds: { type: 'string' },
      runs: { type: 'string' },
      slow: { type: 'string', default: '3' },
      width: { type: 'string', default: '3' },
    },
  });
  const local = values.engine === 'local';
  if (!local && values.engine !== 'in-page-node')
    throw new Error(`--engine ${values.engine}: there are in-page-node and local.`);
  const runs = whole(local ? 'runs' : 'seeds', values.runs ?? values.seeds ?? (local ? '1' : '20'));
  const [stage, drill, ...more] = positionals;
  if (more.length > 0) {
    throw new Error(`"${more.join(' ')}" is too much: a stage and a drill are enough.`);
  }
  if (local) {
    const slow = Number(values.slow);
    if (!(slow >= 1)) throw new Error(`--slow ${values.slow}: give a number from 1.`);
    const play = localPlays(whole('width', values.width), slow);
    return { stage, drill, runs, local, play, close: async () => {} };
  }
  const lanes = new Lanes(WIDTH);
  return {
    stage,
    drill,
    runs,
    local,
    play: (task) => lanes.run(task),
    close: () => lanes.close(),
  };
}

function whole(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new Error(`--${name} ${text}: give a whole number from 1, for example --${name} 5.`);
}

function drillsOf(lab: Lab, wanted: string | undefined): readonly Drill[] {
  const drills = lab.drills.filter((drill) => wanted === undefined || drill.id === wanted);
  if (drills.length > 0 || wanted === undefined) return drills;
  const known = lab.drills.map((drill) => drill.id).join(', ');
  throw new Error(`The lab "${lab.stage}" has no drill "${wanted}". It has: ${known}.`);
}

interface EntryReport {
  readonly sound: boolean;
  readonly lines: readonly string[];
}

/** Grades one entry at all seeds: whether all went as it must, and how to say it. */
async function gradeEntry(
  { play, runs }: Settings,
  stage: string,
  drill: string,
  entry: Entry,
): Promise<EntryReport> {
  const begun = performance.now();
  const all = await Promise.all(
    Array.from({ length: runs }, (_, index) =>
      play({ kind: 'drill', stage, drill, entry: entry.name, seed: index + 1 }),
    ),
  );
  const surprises = all.filter((graded) => graded.passed !== entry.mustPass);
  const lines = linesOf(entry, all, surprises, performance.now() - begun);
  return { sound: surprises.length === 0, lines };
}

function linesOf(
  entry: Entry,
  all: readonly Graded[],
  surprises: readonly Graded[],
  wallMs: number,
): readonly string[] {
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
  const details = surprises
    .slice(0, 2)
    .flatMap(({ seed, passed, findings }) => [
      ...(passed ? [`        seed ${seed}: every check passed`] : []),
      ...findings
        .filter((each) => !each.passed)
        .map((finding) => `        seed ${seed}, ${finding.id}: ${finding.says}`),
    ]);
  return [columns.join(' '), ...details];
}

/** Grades a drill; on real processes all of it at once, as far as there is room. */
async function gradeDrill(settings: Settings, stage: string, drill: Drill, files: LabFiles) {
  const title = `\n${stage} / ${drill.id}: ${drill.title}`;
  const entries = entriesOf(files, drill);
  let sound = true;
  if (settings.local) {
    const asked = entries.filter(({ name }) => !name.startsWith('cheat '));
    const reports = await Promise.all(
      asked.map((entry) => gradeEntry(settings, stage, drill.id, entry)),
    );
    console.log([title, ...reports.flatMap(({ lines }) => lines)].join('\n'));
    return reports.every((report) => report.sound);
  }
  console.log(title);
  for (const entry of entries) {
    const report = await gradeEntry(settings, stage, drill.id, entry);
    console.log(report.lines.join('\n'));
    sound &&= report.sound;
  }
  return sound;
}

function reportFiles(lab: Lab, files: LabFiles): boolean {
  const problems = fileProblems(lab, files);
  for (const problem of problems) console.log(`labs/${lab.stage}: ${problem}`);
  return problems.length === 0;
}

async function main(settings: Settings): Promise<number> {
  const { stage, drill, local } = settings;
  const begun = performance.now();
  let sound = true;
  const together: Promise<boolean>[] = [];
  for (const each of stage === undefined ? await labStages() : [stage]) {
    const { lab, files } = await readLab(each);
    sound = reportFiles(lab, files) && sound;
    for (const one of drillsOf(lab, drill)) {
      const graded = gradeDrill(settings, lab.stage, one, files);
      if (local) together.push(graded);
      else sound = (await graded) && sound;
    }
  }
  sound = (await Promise.all(together)).every((well) => well) && sound;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`\n${sound ? 'Every drill is sound' : 'Some drill is not sound'}; ${seconds} s.`);
  return sound ? 0 : 1;
}

let settings: Settings | undefined;
try {
  settings = readArguments();
  process.exitCode = await main(settings);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
} finally {
  await settings?.close();
}
