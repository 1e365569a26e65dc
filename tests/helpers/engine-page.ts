/** Drives the in-page engine of the built site from a test, as the workbench does. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import type { DrillRun } from './drill-runs.ts';

export interface EngineRun {
  readonly events: JournalEvent[];
  readonly hash: string;
}

export interface PageEngine {
  /** Boots a plan, runs it unpaced to `until` (virtual ms), and disposes of it. */
  run(plan: BootPlan, timeline: readonly TimedAction[], until: number): Promise<EngineRun>;
  /** The same, for its hash alone. */
  hash(plan: BootPlan, timeline: readonly TimedAction[], until: number): Promise<string>;
  /** One after the other, in one call into the page. @returns their hashes by name */
  hashes(runs: readonly DrillRun[]): Promise<Record<string, string>>;
}

/** What Playwright's pages and puppeteer's have in common. */
export interface AnyPage {
  goto(url: string): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
}

let script: Promise<string> | null = null;

/** A page of the site with the engine at hand. @param url its front page's address, `/` where the page knows the site's */
export async function openEngine(page: AnyPage, url = '/'): Promise<PageEngine> {
  script ??= bundle();
  await page.goto(url);
  await page.evaluate(await script);
  const call = async <T>(name: string, ...args: readonly unknown[]): Promise<T> =>
    (await page.evaluate(`${name}(...${JSON.stringify(args)})`)) as T;
  return {
    run: (...args) => call('engineRun', ...args),
    hash: async (plan, timeline, until) =>
      (await call<string[]>('engineHashes', [[plan, timeline, until]]))[0]!,
    hashes: async (runs) => {
      const jobs = runs.map(({ plan, timeline, until }) => [plan, timeline, until]);
      const hashes = await call<string[]>('engineHashes', jobs);
      return Object.fromEntries(runs.map(({ name }, index) => [name, hashes[index]!]));
    },
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./engine-run.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return result.outputFiles[0]!.text;
}
