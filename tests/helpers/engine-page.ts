/** Drives the in-page engine of the built site from a test, as the workbench does. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';

export interface EngineRun {
  readonly events: JournalEvent[];
  readonly hash: string;
}

export interface PageEngine {
  /** Boots a plan, runs it unpaced to `until` (virtual ms), and disposes of it. */
  run(plan: BootPlan, timeline: readonly TimedAction[], until: number): Promise<EngineRun>;
  /** The same, for its hash alone. */
  hash(plan: BootPlan, timeline: readonly TimedAction[], until: number): Promise<string>;
}

let script: Promise<string> | null = null;

/** The site's page `/` with the engine at hand. */
export async function openEngine(page: Page): Promise<PageEngine> {
  script ??= bundle();
  await page.goto('/');
  await page.evaluate(await script);
  return {
    run: (...args) =>
      page.evaluate((given) => (globalThis as unknown as PageSide).engineRun(...given), args),
    hash: (...args) =>
      page.evaluate(
        async (given) => (await (globalThis as unknown as PageSide).engineRun(...given)).hash,
        args,
      ),
  };
}

interface PageSide {
  engineRun: PageEngine['run'];
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
