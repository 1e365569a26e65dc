/**
 * `npm run determinism`: the journal hashes of every drill, start and first solution, under Node, in
 * Chromium and in Firefox, and every program of the conformance suite in Firefox.
 *
 *   npm run determinism -- [stage] [--seeds N]     20 seeds unless told otherwise
 *
 * Exit code 0 when all agree.
 */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { getBrowser } from '../../scripts/browser.ts';
import { dist, ensureBuilt } from '../../scripts/build.ts';
import { findFirefox, NO_FIREFOX } from '../../scripts/firefox.ts';
import { serve } from '../../scripts/serve.ts';
import { labStages } from '../../src/cli/lab-files.ts';
import { groups, programsThatDiffer } from '../helpers/conformance-page.ts';
import { drillRuns, hashesUnderNode } from '../helpers/drill-runs.ts';
import { openEngine, type PageEngine } from '../helpers/engine-page.ts';
import { launchFirefox } from '../helpers/firefox.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '20' } },
});
const count = Number(values.seeds);
if (!Number.isInteger(count) || count < 1) {
  console.error(`--seeds ${values.seeds}: give a whole number from 1, for example --seeds 20.`);
  process.exit(2);
}
const seeds = Array.from({ length: count }, (_, index) => index + 1);
const stages = positionals.length > 0 ? positionals : await labStages();

const built = await ensureBuilt();
if (!built.ok) {
  console.error(`${built.output}\nThe site did not build; there is nothing to compare.`);
  process.exit(1);
}
const began = performance.now();
const site = await serve(dist, { port: 0 });
const { executablePath, env } = await getBrowser();
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
const path = findFirefox();
const firefox = path === undefined ? null : await launchFirefox(path);
if (!firefox) console.log(NO_FIREFOX);
const page = await browser.newPage();
page.setDefaultTimeout(0);
const engines: Readonly<Record<string, PageEngine>> = {
  Chromium: await openEngine(page, `${site.url}/`),
  ...(firefox ? { Firefox: await openEngine((await firefox.newPage()).page, `${site.url}/`) } : {}),
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(9);

/** Compares one stage and prints its line. @returns whether all agree */
async function compare(stage: string): Promise<boolean> {
  const runs = await drillRuns(stage, seeds);
  const timed = async (hashes: Promise<Record<string, string>>) => {
    const from = performance.now();
    return { hashes: await hashes, ms: performance.now() - from };
  };
  const [node, ...others] = await Promise.all([
    timed(hashesUnderNode(runs)),
    ...Object.values(engines).map((engine) => timed(engine.hashes(runs))),
  ]);
  const names = Object.keys(engines);
  const wrong = others.map(({ hashes }) =>
    runs.filter(({ name }) => hashes[name] !== node.hashes[name]),
  );
  const cells = others.map(
    ({ ms }, i) => `${names[i]} ${runs.length - wrong[i]!.length}/${runs.length} ${seconds(ms)}`,
  );
  const sound = wrong.every((list) => list.length === 0);
  console.log(
    `  ${sound ? 'ok ' : 'BAD'} ${stage.padEnd(16)} Node ${seconds(node.ms)}   ${cells.join('   ')}`,
  );
  wrong.forEach((list, i) => {
    for (const { name } of list.slice(0, 5)) console.log(`        ${names[i]}: ${name}`);
  });
  return sound;
}

let sound = true;
try {
  for (const stage of stages) sound = (await compare(stage)) && sound;
  if (engines['Firefox'] && positionals.length === 0) {
    const differ = await programsThatDiffer(engines['Firefox'], [...groups.values()].flat(), [
      'one each',
    ]);
    console.log(
      `  ${differ.length === 0 ? 'ok ' : 'BAD'} programs of the conformance suite in Firefox`,
    );
    for (const what of differ) console.log(`        ${what}`);
    sound &&= differ.length === 0;
  }
  const total = seconds(performance.now() - began).trim();
  console.log(
    `\n${sound ? 'All journals agree' : 'Some journals differ'} over ${count} seeds; ${total}.`,
  );
} finally {
  await browser.close();
  await firefox?.close();
  await site.close();
}
process.exit(sound ? 0 : 1);
