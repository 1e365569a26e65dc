/**
 * npm run measure [stage] [-- --check]
 *
 * Runs every experiment on the in-page engine under Node and writes what it measured to
 * `labs/<stage>/measured.json`. With --check nothing is written: exit code 1 when a rerun differs.
 * An experiment whose condition does not hold is an error in both cases.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { inlineEngine } from '../engine/sim/hosts/inline.ts';
import { labStages, measuredPath, readLab } from './lab-files.ts';
import { measuredText, measureLab } from './measured.ts';

const WIDTH = 2;

async function measureStage(stage: string, check: boolean): Promise<boolean> {
  const { lab, files } = await readLab(stage);
  console.log(`\n${stage}`);
  let well = true;
  const file = await measureLab(inlineEngine, lab, files, WIDTH, (id, { passed, values }) => {
    well &&= passed;
    const told = Object.entries(values).map(([name, value]) => `${name} ${value}`);
    console.log(`  ${passed ? 'ok ' : 'BAD'} ${id}: ${told.join(', ')}`);
  });
  const path = measuredPath(stage);
  const text = measuredText(file);
  if (!check) {
    await writeFile(path, text);
  } else if (text !== (await readFile(path, 'utf8').catch(() => ''))) {
    console.log(
      `  BAD labs/${stage}/measured.json is not what a rerun gives; run npm run measure.`,
    );
    well = false;
  }
  return well;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  });
  let well = true;
  for (const stage of positionals.length > 0 ? positionals : await labStages()) {
    well = (await measureStage(stage, values.check)) && well;
  }
  return well ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
