/** The page's side of the bench: Chromium, the built site, and `page.ts` loaded into one of its pages. */
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { getBrowser } from '../../scripts/browser.ts';
import { root } from '../../scripts/run.ts';
import { readThrough, weigh, type Weight } from '../helpers/weight.ts';
import { measureLive, type LiveBench } from './live.ts';
import type { PageBench } from './page.ts';

declare global {
  var bench: PageBench;
}

export interface InPage {
  /** The browser's version. */
  readonly version: string;
  /** Requests answered per second of the wall clock; see `page.ts`. */
  throughput(...args: Parameters<PageBench['throughput']>): ReturnType<PageBench['throughput']>;
  simulate(...args: Parameters<PageBench['simulate']>): ReturnType<PageBench['simulate']>;
  boot(...args: Parameters<PageBench['boot']>): ReturnType<PageBench['boot']>;
  bootToAnswer(
    ...args: Parameters<PageBench['bootToAnswer']>
  ): ReturnType<PageBench['bootToAnswer']>;
  /**
   * ms from the press of Start in a lesson to the first good answer through the balancer: with
   * nothing cached, and so many times again in the same browser.
   */
  pressToAnswer(lesson: string, again: number): Promise<{ cold: number; warm: number[] }>;
  /** What a lesson loads as it opens and as it is read, and what has come once its lab runs. */
  weights(lesson: string): Promise<{ readonly before: Weight; readonly after: Weight }>;
  /** The workbench of a lesson under load; see `live.ts`. */
  live(lesson: string): Promise<LiveBench>;
  close(): Promise<void>;
}

/** Opens a browser on the served site. @throws Error when there is no browser to be had. */
export async function openInPage(siteUrl: string): Promise<InPage> {
  const { executablePath, env } = await getBrowser();
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
  const script = await bundlePage();
  const inBench = async <T>(run: (page: Page) => Promise<T>): Promise<T> =>
    inFreshPage(browser, siteUrl, async (page) => {
      await page.goto('/404.html');
      await page.evaluate(script);
      return run(page);
    });
  return {
    version: browser.version(),
    throughput: (...args) =>
      inBench((page) => page.evaluate((given) => bench.throughput(...given), args)),
    simulate: (...args) =>
      inBench((page) => page.evaluate((given) => bench.simulate(...given), args)),
    boot: (...args) => inBench((page) => page.evaluate((given) => bench.boot(...given), args)),
    bootToAnswer: (...args) =>
      inBench((page) => page.evaluate((given) => bench.bootToAnswer(...given), args)),
    pressToAnswer: (lesson, again) =>
      inFreshPage(browser, siteUrl, async (page) => {
        const press = async (): Promise<number> => {
          await page.goto(lesson, { waitUntil: 'networkidle' });
          return pressStart(page);
        };
        const cold = await press();
        const warm: number[] = [];
        for (let run = 0; run < again; run += 1) warm.push(await press());
        return { cold, warm };
      }),
    weights: (lesson) =>
      inFreshPage(browser, siteUrl, async (page) => {
        const scale = weigh(page);
        await page.goto(lesson, { waitUntil: 'networkidle' });
        await readThrough(page);
        const before = await scale.weight();
        await pressStart(page);
        await page.waitForLoadState('networkidle');
        return { before, after: await scale.weight() };
      }),
    live: (lesson) => inFreshPage(browser, siteUrl, (page) => measureLive(page, lesson)),
    close: () => browser.close(),
  };
}

/** A page with nothing cached. */
async function inFreshPage<T>(
  browser: Browser,
  baseURL: string,
  run: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  try {
    return await run(await context.newPage());
  } finally {
    await context.close();
  }
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tests', 'bench', 'page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Presses Start and waits until the running lab says that a client got its first good answer.
 * @returns ms between the two, by the marks that the page itself sets.
 */
async function pressStart(page: Page): Promise<number> {
  await page.locator('[data-lab-start]').click();
  const marks = await page.waitForFunction(
    () => {
      const at = (name: string): number | undefined =>
        performance.getEntriesByName(name, 'mark')[0]?.startTime;
      const [pressed, answered] = [at('lab:start'), at('lab:first-answer')];
      return pressed === undefined || answered === undefined ? null : { pressed, answered };
    },
    undefined,
    { timeout: 30_000 },
  );
  const both = await marks.jsonValue();
  if (!both) throw new Error('The lab did not start.');
  return both.answered - both.pressed;
}
