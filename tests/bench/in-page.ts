/** The page's side of the bench: Chromium, the built site, and `page.ts` loaded into one of its pages. */
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { getBrowser } from '../../scripts/browser.ts';
import { root } from '../../scripts/run.ts';
import { readThrough, weigh, type Weight } from '../helpers/weight.ts';
import type { PageBench } from './page.ts';

declare global {
  var bench: PageBench;
  /** Set by `watchForFirstAnswer`: ms from the press of Start to the first 200 of the balancer. */
  var firstAnswer: Promise<number>;
}

export interface InPage {
  /** The browser's version. */
  readonly version: string;
  /** Requests answered per second of the wall clock; see `page.ts`. */
  throughput(...args: Parameters<PageBench['throughput']>): ReturnType<PageBench['throughput']>;
  simulate(...args: Parameters<PageBench['simulate']>): ReturnType<PageBench['simulate']>;
  /** ms from the press of Start, in a lesson loaded afresh, to the first 200 of the balancer. */
  pressToAnswer(lesson: string): Promise<number>;
  /** What a lesson loads as it opens and as it is read, and what has come once its lab runs. */
  weights(lesson: string): Promise<{ readonly before: Weight; readonly after: Weight }>;
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
    pressToAnswer: (lesson) =>
      inFreshPage(browser, siteUrl, async (page) => {
        await page.addInitScript(watchForFirstAnswer);
        await page.goto(lesson, { waitUntil: 'networkidle' });
        await page.locator('[data-lab-start]').click();
        return page.evaluate(() => firstAnswer);
      }),
    weights: (lesson) =>
      inFreshPage(browser, siteUrl, async (page) => {
        const scale = weigh(page);
        await page.addInitScript(watchForFirstAnswer);
        await page.goto(lesson, { waitUntil: 'networkidle' });
        await readThrough(page);
        const before = await scale.weight();
        await page.locator('[data-lab-start]').click();
        await page.evaluate(() => firstAnswer);
        await page.waitForLoadState('networkidle');
        return { before, after: await scale.weight() };
      }),
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
 * Runs in the page before anything else: notes when a button was pressed, and listens in on the
 * journal that the engine's frame sends, for the first request of a client that was answered 200.
 */
function watchForFirstAnswer(): void {
  interface FromFrame {
    readonly k?: string;
    readonly batch?: {
      readonly events: readonly { kind: string; status?: number; client?: unknown }[];
    };
  }
  let pressed = 0;
  addEventListener('click', (event) => (pressed = event.timeStamp), { capture: true });
  let tell: (ms: number) => void = () => undefined;
  globalThis.firstAnswer = new Promise((resolve, reject) => {
    tell = resolve;
    setTimeout(() => reject(new Error('No 200 within 30 s of the page.')), 30_000);
  });
  const own = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...own,
    set(this: MessagePort, handler: (event: MessageEvent<FromFrame>) => void) {
      own?.set?.call(this, (event: MessageEvent<FromFrame>) => {
        const answered = event.data.batch?.events.some(
          ({ kind, status, client }) => kind === 'done' && status === 200 && client !== undefined,
        );
        if (answered) tell(performance.now() - pressed);
        handler.call(this, event);
      });
    },
  });
}
