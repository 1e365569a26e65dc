/**
 * `npm test`: everything that is checked, in one go, on a fresh clone too.
 *
 *   one lane:   unit, engine, lab and build tests (vitest), then types, lint, format, imports
 *   the other:  the build, a browser, then the built site end to end (Playwright)
 *
 * What a step prints is shown when it failed. The last line is the tally: `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getBrowser } from './browser.ts';
import { ensureBuilt } from './build.ts';
import { runChecks } from './check.ts';
import { root, runTool, seconds } from './run.ts';
import { addUp, describeTally, tallyRunner, tallyStep, type Tally } from './tally.ts';

const minutes = 60_000;
const cache = join(root, '.cache');
const began = performance.now();
const tallies: Tally[] = [];

/** Reports a step that ended: its line now, its output only if there is something to mend. */
function report(name: string, tally: Tally, ms: number, output: string): void {
  tallies.push(tally);
  const good = tally.failed === 0;
  if (!good && output.trim()) console.log(`\n── ${name} ──\n${output.trim()}\n`);
  console.log(`${good ? '✓' : '✗'} ${name.padEnd(8)} ${describeTally(tally)}  (${seconds(ms)})`);
}

/** Runs a test runner, which leaves its JSON report at `file`. */
async function runTests(
  name: string,
  runner: 'vitest' | 'playwright',
  args: readonly string[],
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  rmSync(file, { force: true });
  const result = await runTool(runner, args, { env, timeoutMs: 20 * minutes });
  const json = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  report(name, tallyRunner(runner, json, result.code), result.ms, result.output);
}

async function buildSite(): Promise<boolean> {
  const start = performance.now();
  const { ok, output } = await ensureBuilt();
  report('build', tallyStep(ok), performance.now() - start, output);
  return ok;
}

async function codeLane(built: Promise<boolean>): Promise<void> {
  const file = join(cache, 'vitest.json');
  await runTests(
    'vitest',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    file,
  );
  // Both write the generated types of the content: one after the other.
  await built;
  await runChecks(({ name, passed, ms, output }) => report(name, tallyStep(passed), ms, output), {
    lanes: 1,
  });
}

async function siteLane(built: Promise<boolean>): Promise<void> {
  let browser;
  try {
    browser = await getBrowser((line) => console.log(`  ${line}`));
  } catch (error) {
    report('browser', tallyStep(false), 0, (error as Error).message);
    return;
  }
  // Without a site there is nothing to look at, and the build has reported itself.
  if (!(await built)) return;
  await runTests('e2e', 'playwright', ['test'], join(cache, 'e2e.json'), {
    ...browser.env,
    CHROME_PATH: browser.executablePath,
  });
}

console.log('Testing: unit, engine, labs, build, types, lint, format, imports, end to end …');
mkdirSync(cache, { recursive: true });
try {
  const built = buildSite();
  await Promise.all([codeLane(built), siteLane(built)]);
} catch (error) {
  report('test', tallyStep(false), 0, String((error as Error).stack ?? error));
}
const total = addUp(tallies);
console.log(`\n${seconds(performance.now() - began)}`);
console.log(describeTally(total));
process.exitCode = total.failed > 0 ? 1 : 0;
