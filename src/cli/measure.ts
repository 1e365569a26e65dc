/**
 * npm run measure [stage] [-- --check]
 *
 * Runs every experiment on the in-page engine under Node and writes what it measured to
 * `labs/<stage>/measured.json`. With --check nothing is written: exit code 1 when a rerun differs.
 * An experiment whose condition does not hold is an error in both cases.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { labStages, measuredPath, readLab } from './lab-files.ts';
import { Lanes } from './lanes.ts';
import { measuredText } from './measured.ts';

const WIDTH = 2;

async function measureStage(lanes: Lanes, stage: string, check: boolean): Promise<boolean> {
  const { lab } = await readLab(stage);
  console.log(`\n${stage}`);
  let well = true;
  const results = await Promise.all(
    lab.experiments.map(async ({ id }) => {
      const measured = await lanes.run({ kind: 'experiment', stage, experiment: id });
      well &&= measured.passed;
      const told = Object.entries(measured.values).map(([name, value]) => `${name} ${value}`);
      console.log(`  ${measured.passed ? 'ok ' : 'BAD'} ${id}: ${told.join(', ')}`);
      return [id, measured] as const;
    }),
  );
  const path = measuredPath(stage);
  const text = measuredText(Object.fromEntries(results));
  if (!check) {
    await writeFile(path, text);
  } else if (text !== (await readFile(path, 'utf8').catch(() => ''))) {
    console.log(`  BAD labs/${stage}/measured.json is not what a rerun gives: npm run measure.`);
    well = false;
  }
  return well;
}

async function main(lanes: Lanes): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  });
  let well = true;
  for (const stage of positionals.length > 0 ? positionals : await labStages()) {
    well = (await measureStage(lanes, stage, values.check)) && well;
  }
  return well ? 0 : 1;
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
