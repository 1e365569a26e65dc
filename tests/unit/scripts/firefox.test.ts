import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFirefox, type Machine } from '../../../scripts/firefox.ts';

/** A machine on which these files exist; those in `broken` do not start. */
function machine(
  exist: readonly string[],
  { broken = [], wish }: { broken?: readonly string[]; wish?: string } = {},
): Machine {
  const env = { PATH: ['/usr/local/bin', '/usr/bin'].join(delimiter), FIREFOX_PATH: wish };
  return {
    env,
    exists: (path) => exist.includes(path),
    runs: (path) => !broken.includes(path),
  };
}

describe('findFirefox', () => {
  test('FIREFOX_PATH wins over the system', () => {
    expect(findFirefox(machine(['/my/ff', '/usr/bin/firefox'], { wish: '/my/ff' }))).toBe('/my/ff');
  });

  test('a FIREFOX_PATH that is no Firefox is an error, not ignored', () => {
    const wrong = machine(['/usr/bin/firefox'], { wish: '/my/ff' });
    expect(() => findFirefox(wrong)).toThrow('FIREFOX_PATH is /my/ff, which does not start');
  });

  test('the one with long support comes first, and one that does not start is passed over', () => {
    const both = ['/usr/bin/firefox', '/usr/bin/firefox-esr'];
    expect(findFirefox(machine(both))).toBe('/usr/bin/firefox-esr');
    expect(findFirefox(machine(both, { broken: ['/usr/bin/firefox-esr'] }))).toBe(
      '/usr/bin/firefox',
    );
  });

  test('there may be none', () => {
    expect(findFirefox(machine([]))).toBeUndefined();
  });
});
