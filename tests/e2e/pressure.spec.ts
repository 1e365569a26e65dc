/** The same journal however slow the computer is, and whether or not anybody looks. @once */
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { run } from '../../src/lab/run.ts';
import { drillRuns, inWorkers } from '../helpers/drill-runs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, NO_FIREFOX, test } from './firefox-fixtures.ts';

test.use({ trace: 'off' });

/** The load balancer's drill, with a Worker for every process: the most that can come in any order. */
const RUN = inWorkers((await drillRuns('load-balancer', [5])).at(-1)!);

async function underNode(): Promise<string> {
  return (await run(inlineEngine, RUN.plan, RUN.timeline, RUN.until)).hash;
}

test('A journal is the same while the processor is kept busy @once', async ({ page }) => {
  test.setTimeout(180_000);
  const engine = await openEngine(page);
  await page.evaluate(() => {
    // Two Workers that never rest, and a page that rests half of the time.
    const script = URL.createObjectURL(new Blob(['for (;;) Math.random();']));
    const workers = [new Worker(script), new Worker(script)];
    const hold = (): void => {
      const until = performance.now() + 50;
      while (performance.now() < until);
    };
    const timer = setInterval(hold, 100);
    Object.assign(globalThis, {
      rest: () => {
        clearInterval(timer);
        workers.forEach((worker) => worker.terminate());
      },
    });
  });
  const [pressed, calm] = await Promise.all([
    engine.hash(RUN.plan, RUN.timeline, RUN.until),
    underNode(),
  ]);
  await page.evaluate('rest()');
  expect(pressed).toBe(calm);
});

// Chromium without a screen takes every page for one that is looked at; Firefox does not.
test('A journal is the same in a tab that is not looked at @once', async ({ firefox, site }) => {
  test.skip(firefox === null, NO_FIREFOX);
  test.setTimeout(180_000);
  const { page } = await firefox!.newPage();
  const engine = await openEngine(page, `${site.url}/`);
  const { page: other } = await firefox!.newPage();
  await other.bringToFront();
  const visibility = (): Promise<string> => page.evaluate(() => document.visibilityState);
  await expect.poll(visibility).toBe('hidden');
  const [hidden, seen] = await Promise.all([
    engine.hash(RUN.plan, RUN.timeline, RUN.until),
    underNode(),
  ]);
  expect(await visibility()).toBe('hidden');
  expect(hidden).toBe(seen);
  await other.close();
  await page.close();
});
