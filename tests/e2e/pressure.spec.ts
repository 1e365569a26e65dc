/** The same journal however slow the computer is, and whether or not anybody looks. @once */
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { run } from '../../src/lab/run.ts';
import { drillRuns, inWorkers } from '../helpers/drill-runs.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

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

test('A journal is the same in a tab that is not looked at @once', async ({ context, page }) => {
  test.setTimeout(180_000);
  const engine = await openEngine(page);
  const cdp = await context.newCDPSession(page);
  // Playwright holds every page to be looked at; this undoes it.
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await context.newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
  const [hidden, seen] = await Promise.all([
    engine.hash(RUN.plan, RUN.timeline, RUN.until),
    underNode(),
  ]);
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  expect(hidden).toBe(seen);
});
