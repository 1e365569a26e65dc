/** For tests that look at Firefox too: one for each worker, where there is one. */
import { findFirefox } from '../../scripts/firefox.ts';
import { launchFirefox, type Firefox } from '../helpers/firefox.ts';
import { test as base } from './fixtures.ts';

export { NO_FIREFOX } from '../../scripts/firefox.ts';
export { expect } from './fixtures.ts';

interface FirefoxFixture {
  /** Null where none is installed. */
  firefox: Firefox | null;
}

export const test = base.extend<object, FirefoxFixture>({
  firefox: [
    async ({}, use) => {
      const path = findFirefox();
      const firefox = path === undefined ? null : await launchFirefox(path);
      await use(firefox);
      await firefox?.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
