/**
 * `npm run screenshots`: every state of the workbench at three widths and in both themes, into
 * .cache/screenshots/, with a sheet of all for each width and theme. For people to look at: whatever
 * cannot be reached is named, and fails the command.
 *
 *   npm run screenshots
 *   npm run screenshots -- --width 390 --theme dark --lab cache
 *   npm run screenshots -- --only running,share     these, and whatever comes before them
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { dist, ensureBuilt } from './build.ts';
import { root } from './run.ts';
import { scenes } from './screenshots/scenes.ts';
import { sheet } from './screenshots/sheet.ts';
import { serve } from './serve.ts';
import { startContainerHost } from '../tests/helpers/container-host/server.ts';
import type { ContainerOverride } from '../src/engine/webcontainer/settings.ts';

const SIZES = { 1440: 900, 900: 1000, 390: 844 } as const;
const THEMES = ['light', 'dark'] as const;
const folder = join(root, '.cache', 'screenshots');

const { values } = parseArgs({
  options: {
    width: { type: 'string' },
    theme: { type: 'string' },
    lab: { type: 'string', default: 'load-balancer' },
    only: { type: 'string' },
  },
});
const only = values.only?.split(',');
const unknown = only?.filter((name) => !scenes.some((scene) => scene.name === name)) ?? [];
if (unknown.length > 0) {
  const names = scenes.map(({ name }) => name).join(', ');
  console.error(`--only ${unknown.join(',')}: there is no such scene. There are: ${names}.`);
  process.exit(1);
}
const chosen = Object.entries(SIZES).filter(([width]) => (values.width ?? width) === width);
const themes = THEMES.filter((theme) => (values.theme ?? theme) === theme);
if (chosen.length === 0 || themes.length === 0) {
  console.error(`--width is one of ${Object.keys(SIZES).join(', ')}; --theme is light or dark.`);
  process.exit(1);
}

const found = findBrowser();
if (!found) {
  console.error('No Chromium found. Get one with: npx node scripts/browser.ts');
  process.exit(1);
}
if (!(await ensureBuilt({ show: true })).ok) process.exit(1);

mkdirSync(folder, { recursive: true });
const site = await serve(dist, { port: 0 });
const host = await startContainerHost();
const browser = await chromium.launch({
  executablePath: found.executablePath,
  env: { ...process.env, ...found.env },
  args: ['--no-sandbox'],
});
let missed = 0;
for (const [width, height] of chosen) {
  for (const theme of themes) missed += await take(browser, Number(width), height, theme);
}
await browser.close();
await host.close();
await site.close();
console.log(`\nIn ${folder}${missed === 0 ? '' : `; ${String(missed)} could not be taken`}`);
process.exitCode = missed === 0 ? 0 : 1;

/** One reader's visit, from the poster to a shared link. Returns how many scenes were not reached. */
async function take(
  browser: Browser,
  width: number,
  height: number,
  theme: (typeof THEMES)[number],
): Promise<number> {
  const phone = width < 600;
  const context = await browser.newContext({
    baseURL: site.url,
    viewport: { width, height },
    colorScheme: theme,
    // Marks stand still, so that two runs can be compared.
    reducedMotion: 'reduce',
    ...(phone ? { isMobile: true, hasTouch: true } : {}),
  });
  const standIn = async (apiKey: string): Promise<void> => {
    const override: ContainerOverride = { host: host.url, apiKey, deadlines: { boot: 15_000 } };
    await context.addInitScript((given) => {
      Object.assign(globalThis, { containerOverride: given });
    }, override);
  };
  const page = await context.newPage();
  const taken: string[] = [];
  let missed = 0;
  const last = only ? scenes.findLastIndex(({ name }) => only.includes(name)) : scenes.length - 1;
  for (const scene of scenes.slice(0, last + 1)) {
    if (scene.widths && !scene.widths.includes(width)) continue;
    const label = `${scene.name}-${String(width)}-${theme}`;
    try {
      await scene.reach(page, { lab: values.lab, width, standIn });
      if (only && !only.includes(scene.name)) continue;
      const file = join(folder, `${label}.png`);
      await page.screenshot({ path: file });
      taken.push(file);
      console.log(label);
    } catch (error) {
      missed += 1;
      const reason = String(error).split('\n').slice(0, 6).join('\n  ');
      console.error(`${label}: not reached. ${reason}`);
    }
  }
  await context.close();
  const many = phone ? 14 : 9;
  for (let from = 0; from < taken.length; from += many) {
    const name = `sheet-${String(width)}-${theme}-${String(from / many + 1)}.png`;
    await sheet(browser, taken.slice(from, from + many), join(folder, name), width);
  }
  return missed;
}
