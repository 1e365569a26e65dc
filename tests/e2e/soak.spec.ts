/** The short form of `npm run soak`: nothing is left behind by machines that die and start. @once */
import { leaksOf, soakIn } from '../bench/soak-run.ts';
import { expect, test } from './fixtures.ts';

const CYCLES = 50;
const MINUTES = 1;
/** Both machines, at each of the cycles and of those that warm up; and all four at first. */
const STARTS = 4 + 2 * (CYCLES + 10);

test('50 restarts of two machines under load leave nothing behind @once', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/404.html');
  const soak = await soakIn(page, CYCLES, MINUTES);
  expect(leaksOf(soak)).toEqual([]);
  expect(soak.counts.starts).toBe(STARTS);
  expect(soak.counts.answered).toBeGreaterThan(MINUTES * 60 * 100);
  expect(soak.after.workers).toBeGreaterThan(1);
});
