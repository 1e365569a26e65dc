/** The edges between panels, and the hints of a first visit. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { LAB, running, startLab } from './workbench-steps.ts';

const width = async (part: Locator) => (await part.boundingBox())?.width ?? 0;
const height = async (part: Locator) => (await part.boundingBox())?.height ?? 0;

async function drag(page: Page, edge: Locator, x: number, y: number): Promise<void> {
  const box = (await edge.boundingBox())!;
  const [atX, atY] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(atX, atY);
  await page.mouse.down();
  await page.mouse.move(atX + x / 2, atY + y / 2);
  await page.mouse.move(atX + x, atY + y);
  await page.mouse.up();
}

const marks = (page: Page) =>
  page
    .locator('.topo-live .q:not([display])')
    .evaluateAll((all) => all.map((mark) => mark.getAttribute('transform')!));

test('panels are resized by pointer and keys, and stay so @once', async ({ page }) => {
  await startLab(page);
  const topology = page.getByRole('region', { name: 'Topology' });
  const editor = page.getByRole('region', { name: 'Editor' });
  const left = page.getByRole('separator', { name: 'Width of topology and charts' });
  const upper = page.getByRole('separator', { name: 'Height of topology and editor' });
  const before = await width(topology);

  await drag(page, left, -120, 0);
  await expect.poll(() => width(topology)).toBeCloseTo(before - 120, -1);
  await expect(left).toHaveAttribute(
    'aria-valuenow',
    String(Math.round(((before - 120) / 1440) * 100)),
  );
  await expect(left).toBeFocused();

  const tall = await height(editor);
  await upper.focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => height(editor)).toBeGreaterThan(tall + 50);
  await page.keyboard.press('End');
  const max = await upper.getAttribute('aria-valuemax');
  await expect(upper).toHaveAttribute('aria-valuenow', max ?? '');
  // However far: nobody is pushed out.
  await drag(page, left, -2000, 0);
  expect(await width(topology)).toBeGreaterThanOrEqual(319);
  const kept = await width(topology);

  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  await expect.poll(() => width(topology)).toBeCloseTo(kept, -1);

  await left.dblclick();
  await expect.poll(() => width(topology)).toBeCloseTo(before, -1);
  await upper.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => height(editor)).toBeCloseTo(tall, -1);

  // In between, other edges; on a phone none.
  await page.setViewportSize({ width: 900, height: 900 });
  await expect(page.getByRole('separator')).toHaveCount(2);
  const halves = page.getByRole('separator', { name: 'Width of the editor' });
  await drag(page, halves, 100, 0);
  await expect.poll(() => width(editor)).toBeCloseTo(550, -1);
  // Where motion is reduced marks stand for a second; a new drawing takes them along at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(() => marks(page)).not.toEqual([]);
  const drawnAnew = page.evaluate(
    (seen) =>
      new Promise<string[]>((done) => {
        const svg = document.querySelector('.topo-live svg')!;
        new MutationObserver((_, observer) => {
          observer.disconnect();
          const now = [...svg.querySelectorAll('.q:not([display])')];
          done(
            now.map((mark) => mark.getAttribute('transform')!).filter((at) => seen.includes(at)),
          );
        }).observe(svg, { attributeFilter: ['viewBox'] });
      }),
    await marks(page),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await drawnAnew, 'marks of the old drawing').toEqual([]);
  await expect(page.getByRole('separator')).toHaveCount(0);
  expect(await width(topology)).toBe(390);
});

test.describe('on a first visit', () => {
  test.use({ hints: true });

  test('five hints, each beside a real thing, and never again once dismissed', async ({ page }) => {
    await page.goto(LAB);
    const poster = page.getByText('Start here.');
    await expect(poster).toBeVisible();
    const start = page.getByRole('button', { name: 'Start the lab' });
    await expect(start).toHaveAccessibleDescription(/^Start here/);
    await start.click();
    await running(page);
    const said = page.locator('.wb > [role=status]');
    for (const [number, title] of [
      [2, 'Break something'],
      [3, 'See what it does'],
      [4, 'Change the code'],
      [5, 'Take the drill'],
    ] as const) {
      const hint = page.getByRole('note', { name: `Hint ${String(number)} of 5` });
      await expect(hint).toContainText(title);
      await expect(said).toContainText(`Hint ${String(number)} of 5. ${title}`);
      await expect(hint).toBeInViewport({ ratio: 1 });
      const [ring, card] = [
        await page.locator('.tour-ring').boundingBox(),
        await hint.boundingBox(),
      ];
      expect(ring!.width).toBeGreaterThan(30);
      // Beside and not above what it is about.
      expect(card!.y >= ring!.y + ring!.height || card!.y + card!.height <= ring!.y).toBe(true);
      // It is not in the way of anything that it does not cover.
      await page
        .getByRole('button', { name: /^(Pause|Play)$/ })
        .first()
        .click();
      await hint.getByRole('button', { name: number === 5 ? 'Done' : 'Next' }).focus();
      await page.keyboard.press('Enter');
    }
    await expect(page.getByRole('note')).toHaveCount(0);
    await expect(page.locator('.wb')).toBeFocused();

    await page.reload();
    await expect(start).toBeEnabled();
    await expect(poster).toBeHidden();
    await start.click();
    await running(page);
    await page.waitForTimeout(1800);
    await expect(page.getByRole('note')).toHaveCount(0);
  });

  test('Escape ends the hints, and in a lesson nothing else @once', async ({ page }) => {
    await page.goto('/load-balancer/');
    await page.getByRole('button', { name: 'Start the lab' }).click();
    await running(page);
    await page.getByRole('button', { name: 'Fill the window' }).click();
    await expect(page.getByRole('note')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('note')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Shrink' })).toBeVisible();
  });

  test('a key pressed the moment a hint is there counts @once', async ({ page }) => {
    await page.goto(LAB);
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('[role=note]')) return;
        observer.disconnect();
        const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
        (document.querySelector('.wb') ?? document.body).dispatchEvent(event);
        document.body.dataset['pressed'] = 'at once';
      }).observe(document.body, { subtree: true, childList: true });
    });
    await page.getByRole('button', { name: 'Start the lab' }).click();
    await expect(page.locator('body[data-pressed]')).toBeAttached();
    await expect(page.getByRole('note')).toHaveCount(0);
  });

  test('the first hint can end them all @once', async ({ page }) => {
    await page.goto(LAB);
    await page.getByRole('button', { name: 'No hints' }).click();
    await expect(page.getByText('Start here.')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Start the lab' })).toBeFocused();
    await page.keyboard.press('Enter');
    await running(page);
    await page.waitForTimeout(1800);
    await expect(page.getByRole('note')).toHaveCount(0);
  });
});
