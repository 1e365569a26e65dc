/** What a drill's run shows: against the last one, over many seeds, and when the browser is full. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { openDrill, panel, running, startLab, writeInto } from './workbench-steps.ts';

/** Its drills take a tenth of a second. */
const LAB = '/labs/cdn/';
const DRILL = 'Say who may keep it';

// A lab boots three times, and axe looks at a whole screen.
test.describe.configure({ timeout: 180_000 });

async function again(page: Page, drill: Locator): Promise<void> {
  await panel(page, 'Drill', 'Drill');
  await drill.getByRole('button', { name: 'Run again' }).click();
}

test('a run says what changed since the last one, also after a reload', async ({ page }) => {
  await startLab(page, LAB);
  const drill = await openDrill(page, DRILL);
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await expect(drill.locator('.verdict')).toContainText('Failed');
  const since = drill.getByRole('region', { name: 'Since the last run' });
  await expect(since).toHaveCount(0);

  await drill.getByRole('button', { name: 'Show a solution' }).click();
  await expect(page.getByRole('tab', { name: /^headers\.ts changed/ })).toBeVisible();
  await again(page, drill);
  await expect(drill.locator('.verdict')).toContainText('Passed');
  await expect(since).toContainText(/Since your last run, a moment ago: \d newly pass/);
  const check = drill.locator('.checks li', { hasText: 'newly passes' }).first();
  await expect(check.locator('.v')).toContainText(/before .+, now .+/);
  await since.getByText(/headers\.ts.+lines? added/).click();
  const diff = since.getByRole('region', { name: /^Changes to headers\.ts against the last run/ });
  await expect(diff.locator('.is-added').first()).toBeVisible();
  await expectAccessible(page, 'what changed');

  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  await openDrill(page, DRILL);
  await expect(drill).toContainText('Your last run, a moment ago: passed');
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await expect(since).toContainText('every check as before. You changed nothing.');

  // Damaged by whatever: said, and nothing breaks.
  await page.evaluate(() => localStorage.setItem('ztm:runs:cdn', '{"v":1,"data":{"x":7}'));
  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  const told = page.locator('.wb-kept', {
    hasText: 'Part of your saved last drill runs could not be read',
  });
  await expect(told).toBeVisible();

  await page.getByRole('button', { name: 'Got it' }).first().click();
  await expect(told).toHaveCount(0);
  await openDrill(page, DRILL);
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await expect(drill.locator('.verdict')).toContainText('Passed');
});

test('a drill runs over 20 seeds, and each can be opened', async ({ page }) => {
  await startLab(page, LAB);
  const drill = await openDrill(page, DRILL);
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  const seeds = drill.getByRole('region', { name: 'Over 20 seeds' });

  await seeds.getByRole('button', { name: 'Run over 20 seeds' }).click();
  await seeds.getByRole('button', { name: 'Cancel' }).click();
  await expect(seeds).toContainText(/\d+ of \d+ seeds passed, cancelled before the other \d+/);

  await seeds.getByRole('button', { name: 'Run over 20 seeds again' }).click();
  await expect(seeds.getByRole('progressbar')).toBeVisible();
  await expect(seeds).toContainText('0 of 20 seeds passed', { timeout: 60_000 });
  await expect(page.getByRole('status')).toContainText(
    /0 of 20 seeds passed\. First to fail is seed 1: .+/,
  );
  const failed = seeds.getByRole('list', { name: 'Seeds that failed' });
  await expect(failed.getByRole('listitem')).toHaveCount(20);
  await expect(failed.getByRole('listitem').nth(3)).toContainText(/Seed 4\s*\S.+: .+/);
  await expectAccessible(page, 'seeds that failed');

  await failed.getByRole('button', { name: 'Seed 4' }).click();
  await expect(drill.locator('.verdict')).toContainText('seed 4');
  await expect(drill.getByRole('region', { name: 'Since the last run' })).toContainText(
    'Seed 4 instead of 7.',
  );
  await drill
    .getByRole('button', { name: /^See it at/ })
    .first()
    .click();
  await expect(page.locator('.clock')).toHaveClass(/is-past/);
  await panel(page, 'Drill', 'Drill');
  // What it showed is still there, for the next seed.
  await expect(failed.getByRole('listitem')).toHaveCount(20);
});

test('a full browser is told, and nothing is lost', async ({ page }) => {
  await startLab(page, LAB);
  await page.evaluate(() => {
    // Whatever else fills it: down to the last characters.
    for (let size = 1 << 22, n = 0; size >= 1; size >>= 1) {
      for (;;) {
        try {
          localStorage.setItem(`filler-${String((n += 1))}`, 'x'.repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  // Said once, and gone when the next thing is said.
  const heard = page.getByRole('status').filter({ hasText: 'no room left' }).waitFor();
  await writeInto(page, 'headers.ts', 'Home', '// mine\n');
  await heard;
  const strip = page.getByRole('group', { name: 'Not saved' });
  await expect(strip).toContainText('no room left. Not saved for your next visit: lab edits');
  await expect(page.getByRole('tab', { name: /^headers\.ts changed/ })).toBeVisible();

  const waiting = page.waitForEvent('download');
  await strip.getByRole('button', { name: 'Download the lab' }).click();
  expect((await waiting).suggestedFilename()).toBe('cdn-lab.zip');
  await strip.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('status')).toContainText('There is still no room');

  await strip.getByRole('button', { name: 'Delete attempts' }).click();
  const menu = strip.getByRole('group', { name: 'Attempts, to delete' });
  await expect(menu.getByRole('heading', { name: 'Attempts' })).toBeVisible();
  await expectAccessible(page, 'a full browser');
  await page.keyboard.press('Escape');

  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('filler-')) localStorage.removeItem(key);
    }
  });
  await strip.getByRole('button', { name: 'Try again' }).click();
  await expect(strip).toHaveCount(0);
  await expect(page.getByRole('status')).toContainText('Everything is saved again');
  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  await panel(page, 'Editor', 'Code');
  await expect(page.getByRole('tab', { name: /^headers\.ts changed/ })).toBeVisible();
});
