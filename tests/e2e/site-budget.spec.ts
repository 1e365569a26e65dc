/** A lesson is light until its lab starts, however far down one reads. */
import { sitePages } from '../helpers/dist.ts';
import { readThrough, weigh } from '../helpers/weight.ts';
import { expect, test } from './fixtures.ts';

const lessons = sitePages().filter((path) => /\/(single-server|load-balancer)\/$/.test(path));

test('there are lessons to weigh', () => {
  expect(lessons.length).toBeGreaterThanOrEqual(2);
});

for (const path of lessons) {
  test(`${path} loads at most 20 KB of JavaScript before its lab starts`, async ({ page }) => {
    const scale = weigh(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    await readThrough(page);
    const { script, files } = await scale.weight();
    expect(script, JSON.stringify(files, null, 1)).toBeLessThanOrEqual(20 * 1024);
    expect(script, 'some script there is, or nothing was measured').toBeGreaterThan(0);
  });
}
