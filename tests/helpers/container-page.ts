/** Drives the WebContainer engine from a test: a page of the built site, and the stand-in host. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { ContainerTry, ContainerTrial } from './container-run.ts';

let script: Promise<string> | null = null;

/** Runs trials of `container-run.ts` in a page of the site. */
export async function openTrials(
  page: Page,
  path: string,
): Promise<(trial: ContainerTry) => Promise<ContainerTrial>> {
  script ??= bundle();
  await page.goto(path);
  await page.evaluate(await script);
  return (trial) =>
    page.evaluate(
      (given) =>
        (
          globalThis as unknown as { containerRun(trial: ContainerTry): Promise<ContainerTrial> }
        ).containerRun(given),
      trial,
    );
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./container-run.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return result.outputFiles[0]!.text;
}
