/**
 * Drives Firefox over WebDriver BiDi, with puppeteer: Playwright drives only a Firefox of its own
 * making.
 */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** A Firefox, and what went wrong in its pages so far. */
export interface Firefox {
  readonly browser: Browser;
  /** Console errors and warnings, uncaught errors, requests that failed, as text. */
  readonly complaints: string[];
  /** A page that is watched, at a screen's width of 1440. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
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
  const complaints: string[] = [];
  return {
    browser,
    complaints,
    newPage: async () => {
      const page = await browser.newPage();
      watch(page, (complaint) => complaints.push(complaint));
      return page;
    },
    close: () => browser.close(),
  };
}

function watch(page: Page, complain: (text: string) => void): void {
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warn') complain(`console ${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`uncaught: ${String(error)}`));
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
