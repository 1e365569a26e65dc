/**
 * Drives Firefox over WebDriver BiDi, with puppeteer: Playwright drives only a Firefox of its own
 * making.
 */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { TRIAL } from '../../src/engine/sim/hosts/fresh-task.ts';

export interface Firefox {
  readonly browser: Browser;
  /** At a screen's width of 1440. */
  newPage(): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface WatchedPage {
  readonly page: Page;
  /** What went wrong in it so far: console errors and warnings, uncaught errors, failed requests, as text. */
  readonly complaints: readonly string[];
}

/** ms for one call into a page: a batch of drills is one. */
const CALL_MS = 600_000;

/** @param executablePath see `scripts/firefox.ts` */
export async function launchFirefox(executablePath: string): Promise<Firefox> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    protocolTimeout: CALL_MS,
    defaultViewport: { width: 1440, height: 900 },
  });
  return {
    browser,
    newPage: async () => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      watch(page, (complaint) => complaints.push(complaint));
      return { page, complaints };
    },
    close: () => browser.close(),
  };
}

function watch(page: Page, complain: (text: string) => void): void {
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warn') complain(`console ${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    // BiDi tells of rejections that the page took, too.
    if (!String(error).includes(TRIAL)) complain(`uncaught: ${String(error)}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // The page itself gave it up, as it does when it takes an engine's frame away.
    if (!/ABORTED|context already closed/.test(reason))
      complain(`failed: ${request.url()} (${reason})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`answered ${response.status()}: ${response.url()}`);
  });
}
