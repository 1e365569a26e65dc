/** Runs programs that mean harm in the page of the built site, as the workbench runs a reader's. */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { HostileSide } from './hostile-run.ts';

declare global {
  /** In the page; see `hostile-run.ts`. */
  var hostile: HostileSide;
}

/** The site's page `/`, with `hostile` at hand. */
export async function openHostile(page: Page): Promise<Page> {
  await page.goto('/');
  await page.evaluate(await hostileScript());
  return page;
}

/** Puts `hostile` into a page of the site. */
export async function hostileScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./hostile-run.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}
