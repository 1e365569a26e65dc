/**
 * Finds a Chromium for the tests and the bench, or gets one in whatever way the machine allows.
 *
 *   node scripts/browser.ts     says which one it is, installing one if there is none
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { root, runTool, run } from './run.ts';

export interface Browser {
  readonly executablePath: string;
  /** Environment variables that it needs to run. */
  readonly env: Readonly<Record<string, string>>;
  /** How it was found, for the log. */
  readonly from: string;
}

/** A browser inside an npm package, for machines where neither Playwright nor apt can get one. */
const bundled = { name: '@sparticuz/chromium', version: '153.0.0' };
const bundledFolder = join(root, '.cache', 'browser');

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What looking for a browser asks of the machine; the default asks the real one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright keeps its own. */
  readonly playwright: () => string;
  /** The browser of the npm package, when that is installed. */
  readonly bundled: () => Omit<Browser, 'from'> | undefined;
  readonly exists: (path: string) => boolean;
  /** Whether it starts at all: a file alone may lack its system libraries. */
  readonly runs: (path: string, env: Readonly<Record<string, string>>) => boolean;
}

const thisMachine: Machine = {
  env: process.env,
  playwright: () => chromium.executablePath(),
  bundled: unpackBundled,
  exists: existsSync,
  runs: (path, env) =>
    process.platform === 'win32' ||
    spawnSync(path, ['--version'], { env: { ...process.env, ...env }, timeout: 20_000 }).status ===
      0,
};

/**
 * The first browser that starts: CHROME_PATH, Playwright's own, the system's, the npm package's.
 * @throws Error when CHROME_PATH is set and is no browser: a wish is not silently ignored.
 */
export function findBrowser(machine: Machine = thisMachine): Browser | undefined {
  const wish = machine.env['CHROME_PATH'];
  if (wish) {
    // LD_LIBRARY_PATH and the like are already in the environment of whoever set it.
    if (machine.exists(wish) && machine.runs(wish, {})) {
      return { executablePath: wish, env: {}, from: 'CHROME_PATH' };
    }
    throw new Error(`CHROME_PATH is ${wish}, which does not start. Correct it or unset it.`);
  }
  const own = machine.playwright();
  if (machine.exists(own) && machine.runs(own, {})) {
    return { executablePath: own, env: {}, from: "Playwright's own" };
  }
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [...candidates, ...places]) {
    if (machine.exists(path) && machine.runs(path, {})) {
      return { executablePath: path, env: {}, from: "the system's" };
    }
  }
  const packed = machine.bundled();
  if (packed && machine.runs(packed.executablePath, packed.env)) {
    return { ...packed, from: bundled.name };
  }
  return undefined;
}

/** One way to get a browser. */
interface Way {
  readonly name: string;
  readonly possible: boolean;
  readonly get: () => Promise<{ readonly code: number; readonly output: string }>;
}

/**
 * A browser, installed if there is none.
 * @throws Error saying what was tried, what each attempt answered, and what a person can do.
 */
export async function getBrowser(log: (line: string) => void = console.log): Promise<Browser> {
  const found = findBrowser();
  if (found) return found;
  const failures: string[] = [];
  for (const way of ways()) {
    if (!way.possible) continue;
    log(`No browser found; trying ${way.name} …`);
    const { code, output } = await way.get();
    const browser = code === 0 ? findBrowser() : undefined;
    if (browser) return browser;
    const lastLines = output.trim().split('\n').slice(-3).join('\n    ');
    failures.push(`  ${way.name}:\n    ${lastLines || 'installed, but it does not start'}`);
  }
  throw new Error(
    'The tests need a Chromium or Chrome, and none could be found or installed.\n' +
      `Tried:\n${failures.join('\n')}\n` +
      'Install Chromium or Chrome with your system, or set CHROME_PATH to the one you have.',
  );
}

function ways(): Way[] {
  const isRoot = process.getuid?.() === 0;
  const minutes = 60_000;
  return [
    {
      name: 'npx playwright install chromium',
      possible: true,
      get: () =>
        runTool('playwright', ['install', 'chromium'], {
          timeoutMs: 5 * minutes,
          // Give up on a network that swallows connections, instead of waiting on it.
          env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
        }),
    },
    {
      name: 'apt-get install chromium',
      possible: isRoot && spawnSync('apt-get', ['--version']).status === 0,
      get: async () => {
        const env = { DEBIAN_FRONTEND: 'noninteractive' };
        const update = await run('apt-get', ['update'], { env, timeoutMs: 3 * minutes });
        if (update.code !== 0) return update;
        return run(
          'apt-get',
          ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
          {
            env,
            timeoutMs: 10 * minutes,
          },
        );
      },
    },
    {
      name: `npm install ${bundled.name}`,
      possible: process.platform === 'linux' && process.arch === 'x64',
      get: () => {
        mkdirSync(bundledFolder, { recursive: true });
        return run(
          'npm',
          [
            'install',
            '--prefix',
            bundledFolder,
            '--no-save',
            '--no-audit',
            '--no-fund',
            `${bundled.name}@${bundled.version}`,
          ],
          { timeoutMs: 5 * minutes },
        );
      },
    },
  ];
}

/**
 * Unpacks the npm package's browser, which is made for a cloud function: told that it is in one, it
 * also unpacks the system libraries it needs and says where they are.
 */
function unpackBundled(): Omit<Browser, 'from'> | undefined {
  const entry = join(bundledFolder, 'node_modules', bundled.name);
  if (!existsSync(entry)) return undefined;
  const program = `
    const { default: chromium } = await import(${JSON.stringify(bundled.name)});
    const executablePath = await chromium.executablePath();
    console.log(JSON.stringify({ executablePath, libraries: process.env.LD_LIBRARY_PATH ?? '' }));`;
  try {
    const answer = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: bundledFolder,
      env: { ...process.env, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { executablePath, libraries } = JSON.parse(answer) as Record<
      'executablePath' | 'libraries',
      string
    >;
    return { executablePath, env: { LD_LIBRARY_PATH: libraries } };
  } catch {
    // Not a browser we can use; the caller says what was tried.
    return undefined;
  }
}

if (import.meta.main) {
  try {
    const browser = await getBrowser();
    console.log(`${browser.executablePath}   (${browser.from})`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
