import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';

const browser = findBrowser();
if (!browser) {
  throw new Error('No Chromium found. Get one with: npx node scripts/browser.ts');
}

/** End to end, on the built site; each worker serves dist/ for itself (tests/e2e/fixtures.ts). */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.cache/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: '.cache/e2e.json' }]],
  use: {
    launchOptions: {
      executablePath: browser.executablePath,
      env: { ...process.env, ...browser.env },
    },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace costs a sixth of a run: asked for (`TRACE=1 npm test`) where something failed.
    screenshot: 'only-on-failure',
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      // What does not depend on the width is looked at once.
      grepInvert: /@once/,
      use: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
  ],
});
