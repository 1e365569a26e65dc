/** Time: back to any moment of a run, linked cursors, and what is planned on the timeline. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { act, clock, openDrill, panel, running, startLab } from './workbench-steps.ts';

const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Moment shown' });
const backToNow = (page: Page): Locator => page.getByRole('button', { name: 'Back to now' });

// Labs run in real time: on a busy computer a second of theirs takes some.
test.describe.configure({ timeout: 120_000 });
async function runsPast(page: Page, ms: number): Promise<void> {
  await expect.poll(() => clock(page), { timeout: 40_000 }).toBeGreaterThan(ms);
}

/** Plans a fault for so many seconds from now. */
async function plan(page: Page, target: string, what: string, inSeconds: number): Promise<Locator> {
  await panel(page, 'Topology', 'Map');
  await page.getByRole('button', { name: 'Fault', exact: true }).click();
  const menu = page.getByRole('group', { name: 'Faults' });
  await menu.getByLabel('Machine or link').selectOption({ label: target });
  await menu.getByLabel('What happens').selectOption({ label: what });
  await menu.getByLabel('In so many seconds').fill(String(inSeconds));
  await menu.getByRole('button', { name: 'Plan it' }).click();
  return page.getByRole('slider', { name: `Planned: ${what} ${target}` });
}

const at = async (bar: Locator): Promise<number> =>
  Number(await bar.first().getAttribute('aria-valuenow'));

test('by keyboard to a moment before a machine was killed, and back to now @once', async ({
  page,
}) => {
  await startLab(page);
  await runsPast(page, 1500);
  const before = await clock(page);
  await act(page, 'web-2', 'Kill');
  const web2 = page.getByRole('button', { name: /^web-2 / });
  await expect(web2).toHaveAccessibleName(/down/);
  const killed = await clock(page);
  await runsPast(page, killed + 700);

  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(backToNow(page)).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Looking back');
  for (let i = 0; i < 200 && (await clock(page)) >= before; i += 1)
    await page.keyboard.press('ArrowLeft');
  expect(await clock(page)).toBeLessThan(before);
  await expect(web2).not.toHaveAccessibleName(/down/);
  // Held: what was under way when it stopped is in, and nothing is added.
  const held = Number(await slider(page).getAttribute('aria-valuemax'));
  await page.waitForTimeout(600);
  expect(Number(await slider(page).getAttribute('aria-valuemax'))).toBe(held);

  const log = await panel(page, 'Log', 'Log');
  await expect(log).not.toContainText('SIGKILL');
  await slider(page).focus();
  await page.keyboard.press('Home');
  expect(await clock(page)).toBe(0);
  await page.keyboard.press('ArrowRight');
  expect(await clock(page)).toBe(100);
  await backToNow(page).click();
  await expect(log).toContainText('SIGKILL');
  await runsPast(page, held * 1000);
});

test.describe('under reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('the map shows the moment at once that is gone to @once', async ({ page }) => {
    await startLab(page);
    const marks = page.locator('.q-layer > g > g:not([display])');
    await expect(marks.first()).toBeAttached();
    await slider(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(marks.first()).toBeAttached();
    await page.keyboard.press('Home');
    expect(await clock(page)).toBe(0);
    const twoFrames = () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await page.evaluate(twoFrames);
    await expect(marks).toHaveCount(0, { timeout: 1 });
  });
});

test('by pointer to a moment; it steps and plays from there', async ({ page }) => {
  await startLab(page);
  await runsPast(page, 1600);
  const box = await page.locator('.tline .kept').boundingBox();
  if (!box) throw new Error('no ruler');
  // From the head of the ruler to its first quarter.
  await page.mouse.move(box.x + box.width - 1, box.y - 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y - 6, { steps: 4 });
  await page.mouse.up();
  const there = await clock(page);
  expect(there).toBeGreaterThan(100);
  expect(there).toBeLessThan(1500);
  await page.getByRole('button', { name: 'Step 1 ms' }).click();
  expect(await clock(page)).toBe(there + 1);
  await page.getByRole('button', { name: 'Step event' }).click();
  const stepped = await clock(page);
  expect(stepped).toBeGreaterThanOrEqual(there + 1);
  expect(stepped).toBeLessThan(there + 100);
  await page.getByRole('button', { name: 'Step request' }).click();
  expect(await clock(page)).toBeLessThan(there + 300);
  await page.getByRole('button', { name: 'Play' }).click();
  await runsPast(page, there + 500);
  // What is recorded comes to its end, and the run goes on.
  await running(page);
});

test('what is done while looking back is done now', async ({ page }) => {
  await startLab(page);
  await runsPast(page, 1500);
  await slider(page).focus();
  await page.keyboard.press('PageDown');
  await expect(backToNow(page)).toBeVisible();
  await act(page, 'web-1', 'Kill');
  await expect(backToNow(page)).toHaveCount(0);
  await running(page);
  await expect(page.getByRole('group', { name: 'Actions' })).toContainText('down');
});

test('a moment that is pointed at in a chart shows in charts, topology and log', async ({
  page,
}) => {
  await startLab(page);
  await runsPast(page, 1600);
  const charts = await panel(page, 'Charts', 'Charts');
  const group = charts.getByRole('group', { name: /^traffic charts/ });
  await group.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(charts.locator('.now').first()).toHaveText(/^1 s: \d+ ok/);
  await expect(charts.locator('.now').nth(1)).toHaveText(/^1 s: p50 \S+, p95 \S+, p99 \S+$/);
  await expect(page.getByRole('status')).toContainText(/1\.000 s, \d+ ok/);
  await expect(page.locator('.tline .cur')).toHaveCount(1);
  if ((page.viewportSize()?.width ?? 0) > 1000) {
    await expect(page.locator('.as-of')).toHaveText('as of 1.000 s');
    await expect(page.locator('.log .is-at')).toHaveCount(1);
  }
  await page.keyboard.press('Enter');
  await expect(backToNow(page)).toBeVisible();
  expect(await clock(page)).toBe(1000);
  await expect(charts.locator('.later').first()).toBeAttached();
});

test('a finger in a chart reads it, and a press goes there', async ({ page, isMobile }) => {
  test.skip(!isMobile, 'a mouse has its own way');
  await startLab(page);
  await runsPast(page, 1600);
  const charts = await panel(page, 'Charts', 'Charts');
  const box = await charts.locator('.sheet').first().boundingBox();
  if (!box) throw new Error('no chart');
  await page.touchscreen.tap(box.x + box.width / 30, box.y + box.height / 2);
  const go = charts.getByRole('button', { name: /^Go to / });
  await expect(go).toBeVisible();
  await go.click();
  await expect(backToNow(page)).toBeVisible();
});

test('evidence of a check goes to its moment in the drill’s own run @once', async ({ page }) => {
  test.setTimeout(120_000);
  await startLab(page);
  const drill = await openDrill(page, 'The dead keep getting mail');
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await expect(drill.locator('.verdict')).toContainText('Failed', { timeout: 90_000 });
  const see = drill.getByRole('button', { name: /^See it at/ }).first();
  const moment = /at ([\d.]+) s/.exec(await see.innerText())?.[1] ?? '';
  await see.click();
  await expect(page.locator('.tl-h')).toContainText('The run of “The dead keep getting mail”');
  expect(await clock(page)).toBe(Math.round(Number(moment) * 1000));
  await expect(page.locator('.run-s')).toContainText('looking back');
  await backToNow(page).click();
  await running(page);
});

test('a planned fault is moved, repeated, deleted, cleared and brought back by keys', async ({
  page,
}) => {
  await startLab(page);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  const bar = await plan(page, 'web-2', 'kill', 10);
  const planned = await at(bar);
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => at(bar)).toBeCloseTo(planned + 0.5);
  await page.keyboard.press('PageUp');
  await expect.poll(() => at(bar)).toBeCloseTo(planned + 5.5);
  await page.getByRole('button', { name: 'Repeat' }).click();
  await expect(bar).toHaveCount(2);
  await bar.first().focus();
  await page.keyboard.press('Delete');
  await expect(bar).toHaveCount(1);
  await page.getByRole('button', { name: /^Undo: Delete/ }).click();
  await expect(bar).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(bar).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo: Clear all' }).click();
  await expect(bar).toHaveCount(2);
});

test('a planned fault is dragged to now, and happens', async ({ page }) => {
  await startLab(page);
  await runsPast(page, 1000);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  const bar = await plan(page, 'web-2', 'kill', 12);
  const planned = await at(bar);
  const box = await bar.locator('.fb-bar').boundingBox();
  if (!box) throw new Error('no bar');
  await page.mouse.move(box.x + 10, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 20, box.y + box.height / 2, { steps: 3 });
  await page.mouse.move(5, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => at(bar)).toBeLessThan(planned - 5);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: /^web-2 / })).toHaveAccessibleName(/down/);
  await expect(bar).toHaveCount(0);
});
