/**
 * What every end-to-end test stands on: the built site, served by this worker itself, and a page
 * that fails the test when anything goes wrong in it, seen or not: a console error or warning, an
 * uncaught error, a request that failed or left the site.
 *
 *   import { expect, test } from './fixtures.ts';
 *   test.use({ tolerated: [/Refused to connect/] });     // a test that provokes some of it
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type BrowserContext } from '@playwright/test';
import { dist } from '../../scripts/build.ts';
import { serve, type SiteServer } from '../../scripts/serve.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Complaints that match one of these do not fail the test. */
  tolerated: readonly RegExp[];
  /** Whether the hints of a first visit are shown, as they are to a reader who has dismissed none. */
  hints: boolean;
  /** What went wrong in the test's pages so far, as text. */
  complaints: string[];
}

interface WorkerFixtures {
  site: SiteServer;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    async ({}, use) => {
      if (!existsSync(join(dist, 'index.html'))) {
        throw new Error('There is no built site in dist/. Build it with: npm run build');
      }
      const site = await serve(dist, { port: 0 });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  tolerated: [[], { option: true }],

  hints: [false, { option: true }],

  context: async ({ context, hints }, use) => {
    if (!hints) await context.addInitScript(dismissHints);
    await use(context);
  },

  complaints: [
    async ({ context, site, tolerated }, use) => {
      const complaints: string[] = [];
      watch(context, site.url, (complaint) => {
        if (!tolerated.some((pattern) => pattern.test(complaint))) complaints.push(complaint);
      });
      await use(complaints);
      if (complaints.length > 0) {
        throw new Error(`The page complained:\n  ${complaints.join('\n  ')}`);
      }
    },
    { auto: true },
  ],
});

/** As a reader who is here for the second time; runs in the page. */
function dismissHints(): void {
  try {
    if (localStorage.getItem('ztm:prefs') !== null) return;
    const data = { all: { tour: 'dismissed' } };
    localStorage.setItem('ztm:prefs', JSON.stringify({ v: 1, data }));
  } catch {
    // The engine's frame has no storage, nor has a page whose storage a test took away.
  }
}

function watch(context: BrowserContext, origin: string, complain: (text: string) => void): void {
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    complain(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().stack ?? ''}`));
  context.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(`${origin}/`)) complain(`left the site: ${url}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // The page itself gave it up, as leaving a page does to what is still on its way.
    if (reason !== 'net::ERR_ABORTED') complain(`failed: ${request.url()} (${reason})`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complain(`answered ${response.status()}: ${response.url()}`);
  });
}
