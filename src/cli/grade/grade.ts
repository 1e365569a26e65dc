/** Grades drills with a player, and prints what came of them. */
import { fileProblems } from '../../lab/files.ts';
import type { LabFiles } from '../../lab/files.ts';
import type { Drill, Lab } from '../../lab/manifest.ts';
import { asItMust, entriesInRealTime, entriesOf } from '../../lab/proof.ts';
import { findDrill } from '../handed-in.ts';
import { labStages, readLab } from '../lab-files.ts';
import type { GradeWish } from './arguments.ts';
import { linesOf } from './lines.ts';
import type { EntryTask, Player } from './player.ts';

interface Chosen {
  readonly lab: Lab;
  readonly files: LabFiles;
  readonly drills: readonly Drill[];
}

/**
 * Grades what is wished for.
 * @param open called when the wish is known to be possible
 * @returns whether every drill is sound
 * @throws Error naming the stages and drills that there are, when the wished one is not
 */
export async function gradeAll(
  wish: Pick<GradeWish, 'stage' | 'drill'>,
  open: () => Promise<Player>,
): Promise<boolean> {
  const began = performance.now();
  const chosen = await choose(wish);
  let sound = chosen.map(reportFiles).every((well) => well);
  const player = await open();
  try {
    const together: Promise<boolean>[] = [];
    for (const { lab, files, drills } of chosen) {
      for (const drill of drills) {
        const graded = gradeDrill(player, lab.stage, drill, files);
        if (player.realTime) together.push(graded);
        else sound = (await graded) && sound;
      }
    }
    sound = (await Promise.all(together)).every((well) => well) && sound;
  } finally {
    await player.close();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\n${sound ? 'Every drill is sound' : 'Some drill is not sound'}; ${seconds} s.`);
  return sound;
}

async function choose({ stage, drill }: Pick<GradeWish, 'stage' | 'drill'>): Promise<Chosen[]> {
  const stages = stage === undefined ? await labStages() : [stage];
  return Promise.all(
    stages.map(async (each) => {
      const { lab, files } = await readLab(each);
      return { lab, files, drills: drill === undefined ? lab.drills : [findDrill(lab, drill)] };
    }),
  );
}

function reportFiles({ lab, files }: Chosen): boolean {
  const problems = fileProblems(lab, files);
  for (const problem of problems) console.log(`labs/${lab.stage}: ${problem}`);
  return problems.length === 0;
}

/** Prints entry by entry; where all drills are played at once, drill by drill as they are done. */
async function gradeDrill(
  player: Player,
  stage: string,
  drill: Drill,
  files: LabFiles,
): Promise<boolean> {
  const title = `\n${stage} / ${drill.id}: ${drill.title}`;
  const task = { stage, drill: drill.id };
  if (player.realTime) {
    const reports = await Promise.all(
      entriesInRealTime(files, drill).map((entry) => gradeEntry(player, { ...task, entry })),
    );
    console.log([title, ...reports.flatMap(({ lines }) => lines)].join('\n'));
    return reports.every((report) => report.sound);
  }
  console.log(title);
  let sound = true;
  for (const entry of entriesOf(files, drill)) {
    const report = await gradeEntry(player, { ...task, entry });
    console.log(report.lines.join('\n'));
    sound &&= report.sound;
  }
  return sound;
}

async function gradeEntry(
  player: Player,
  task: EntryTask,
): Promise<{ readonly sound: boolean; readonly lines: readonly string[] }> {
  const plays = await player.plays(task);
  const sound = plays.every((each) => asItMust(task.entry, each));
  return { sound, lines: linesOf(task.entry, plays) };
}
