/**
 * `npm test`: everything that is checked, in one go, on a fresh clone too.
 *
 *   at the same time   unit, engine, lab and build tests (vitest)
 *                      the build, then lint, types, overlays, format, imports
 *                      a browser, if one has to be installed
 *   then, undisturbed  the built site end to end (Playwright)
 *
 * What a step prints is shown when it failed. The last line is the tally: `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getBrowser, type Browser } from './browser.ts';
import { ensureBuilt } from './build.ts';
import { findFirefox, NO_FIREFOX } from './firefox.ts';
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
  const result = await runTool(runner, args, { env, timeoutMs: 40 * minutes });
  const json = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  report(name, tallyRunner(runner, json, result.code), result.ms, result.output);
}

async function buildSite(): Promise<boolean> {
  const start = performance.now();
  const { ok, output } = await ensureBuilt();
  report('build', tallyStep(ok), performance.now() - start, output);
  return ok;
}

async function testCode(): Promise<void> {
  const file = join(cache, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  await runTests('vitest', 'vitest', ['run', ...reporters], file);
}

/** One after the other: both write the generated types of the content. */
async function buildAndCheck(): Promise<boolean> {
  const built = await buildSite();
  await runChecks(({ name, passed, ms, output }) => report(name, tallyStep(passed), ms, output), {
    lanes: 1,
  });
  return built;
}

async function findOrInstallBrowser(): Promise<Browser | undefined> {
  try {
    return await getBrowser((line) => console.log(`  ${line}`));
  } catch (error) {
    report('browser', tallyStep(false), 0, (error as Error).message);
    return undefined;
  }
}

async function testSite(browser: Browser): Promise<void> {
  if (findFirefox() === undefined) console.log(`  ${NO_FIREFOX}`);
  await runTests('e2e', 'playwright', ['test'], join(cache, 'e2e.json'), {
    ...browser.env,
    CHROME_PATH: browser.executablePath,
  });
}

console.log('Testing: unit, engine, labs, build, types, lint, format, imports, end to end …');
mkdirSync(cache, { recursive: true });
try {
  const [built, browser] = await Promise.all([buildAndCheck(), findOrInstallBrowser(), testCode()]);
  // Without a site or a browser there is nothing to look at; what is missing has reported itself.
  if (built && browser) await testSite(browser);
} catch (error) {
  report('test', tallyStep(false), 0, String((error as Error).stack ?? error));
}
const total = addUp(tallies);
console.log(`\n${seconds(performance.now() - began)}`);
console.log(describeTally(total));
process.exitCode = total.failed > 0 ? 1 : 0;
