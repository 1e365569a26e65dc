/**
 * Finds a Firefox for the tests that compare browsers. It is not installed with the rest: where there
 * is none, those tests are skipped.
 *
 *   node scripts/firefox.ts     says which one it is
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What to say where there is none. */
export const NO_FIREFOX =
  'There is no Firefox, so nothing is compared with it. Install firefox-esr or Firefox with your system, or set FIREFOX_PATH.';

const names = ['firefox-esr', 'firefox'];

const places = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** What looking for it asks of the machine; the default asks the real one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  /** Whether it starts at all: a file of that name may only ask to be installed. */
  readonly runs: (path: string) => boolean;
}

const thisMachine: Machine = {
  env: process.env,
  exists: existsSync,
  runs: (path) =>
    process.platform === 'win32' ||
    spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0,
};

/**
 * Where Firefox is: FIREFOX_PATH, or the system's; undefined where there is none.
 * @throws Error when FIREFOX_PATH is set and is no Firefox: a wish is not silently ignored.
 */
export function findFirefox(machine: Machine = thisMachine): string | undefined {
  const starts = (path: string): boolean => machine.exists(path) && machine.runs(path);
  const wish = machine.env['FIREFOX_PATH'];
  if (wish) {
    if (starts(wish)) return wish;
    throw new Error(`FIREFOX_PATH is ${wish}, which does not start. Correct it or unset it.`);
  }
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...places].find(starts);
}

if (import.meta.main) {
  try {
    console.log(findFirefox() ?? NO_FIREFOX);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
