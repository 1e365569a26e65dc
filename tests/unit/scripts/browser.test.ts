import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser, type Machine } from '../../../scripts/browser.ts';

/** A machine on which these files exist; those in `broken` do not start. */
function machine(
  exist: readonly string[],
  { broken = [], ...rest }: Partial<Machine> & { broken?: readonly string[] } = {},
): Machine {
  return {
    env: { PATH: ['/usr/local/bin', '/usr/bin'].join(delimiter) },
    playwright: () => '/pw/chrome',
    bundled: () => undefined,
    exists: (path) => exist.includes(path),
    runs: (path) => !broken.includes(path),
    ...rest,
  };
}

describe('findBrowser', () => {
  test('CHROME_PATH wins over all', () => {
    const found = findBrowser(
      machine(['/my/chrome', '/pw/chrome'], { env: { CHROME_PATH: '/my/chrome' } }),
    );
    expect(found?.executablePath).toBe('/my/chrome');
  });

  test('a CHROME_PATH that is no browser is an error, not ignored', () => {
    const wrong = machine(['/pw/chrome'], { env: { CHROME_PATH: '/my/chrome' } });
    expect(() => findBrowser(wrong)).toThrow('CHROME_PATH is /my/chrome, which does not start');
  });

  test("Playwright's own comes before the system's", () => {
    expect(findBrowser(machine(['/usr/bin/chromium', '/pw/chrome']))?.executablePath).toBe(
      '/pw/chrome',
    );
  });

  test('a browser that does not start is passed over', () => {
    const found = findBrowser(
      machine(['/pw/chrome', '/usr/bin/chromium', '/usr/bin/google-chrome'], {
        broken: ['/pw/chrome', '/usr/bin/chromium'],
      }),
    );
    expect(found?.executablePath).toBe('/usr/bin/google-chrome');
  });

  test('the npm package is the last resort, with its libraries', () => {
    const bundled = { executablePath: '/tmp/chromium', env: { LD_LIBRARY_PATH: '/tmp/lib' } };
    expect(findBrowser(machine([], { bundled: () => bundled }))).toMatchObject(bundled);
  });

  test('none is none', () => {
    expect(findBrowser(machine([]))).toBeUndefined();
  });
});
