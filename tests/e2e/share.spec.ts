/** Links, named attempts, the diff, and the lab as a folder: what a reader keeps and passes on. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from '@playwright/test';
import { unzip } from '../helpers/unzip.ts';
import { expect, test } from './fixtures.ts';
import { act, LAB, panel, running, startLab, writeInto } from './workbench-steps.ts';

// Two browsers, or two visits, each with a lab that boots.
test.describe.configure({ timeout: 180_000 });

const MINE = '// mine: a line that nobody else has\n';

/** The menu of the files, opened. */
async function filesMenu(page: Page): Promise<Locator> {
  const editor = await panel(page, 'Editor', 'Code');
  const menu = editor.getByRole('group', { name: 'Attempts and download' });
  if (!(await menu.isVisible())) {
    await editor.getByRole('button', { name: 'Attempts and download' }).click();
  }
  await expect(menu.getByRole('heading', { name: 'Attempts' })).toBeVisible();
  return menu;
}

async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Attempts and download' })).toBeHidden();
}

/** The link to the lab as it is now, from where it stands at this width. */
async function linkOf(page: Page): Promise<string> {
  const share = page.getByRole('button', { name: 'Share', exact: true });
  if (await share.isVisible()) await share.click();
  else await filesMenu(page);
  const field = page.getByLabel('Link', { exact: true });
  await expect(field).toHaveValue(/#share=1\./, { timeout: 20_000 });
  const url = await field.inputValue();
  await page.keyboard.press('Escape');
  return url;
}

/** The same link in another browser, with nothing of this one's storage. */
async function elsewhere(browser: Browser, url: string, page: Page): Promise<Page> {
  const context = await browser.newContext({ viewport: page.viewportSize() });
  const other = await context.newPage();
  await other.goto(url);
  return other;
}

async function violations(page: Page): Promise<unknown[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

test('a link shows what it will run, asks, and runs it', async ({ page, browser }) => {
  await startLab(page);
  await act(page, 'web-2', 'Kill');
  await expect(page.getByRole('button', { name: /^web-2 down/ })).toBeVisible();
  await writeInto(page, 'lb.ts', 'Home', MINE);
  await expect(page.getByRole('tab', { name: /^lb\.ts changed/ })).toBeVisible();
  const url = await linkOf(page);
  expect(url).toContain(LAB);

  const other = await elsewhere(browser, url, page);
  const dialog = other.getByRole('dialog', { name: 'Open a shared lab?' });
  await expect(dialog).toBeVisible({ timeout: 30_000 });
  await expect(dialog).toContainText('lb.ts 1 line added');
  await expect(dialog.getByRole('row', { name: /added .*that nobody else has/ })).toBeVisible();
  await expect(dialog.getByRole('listitem')).toContainText([/\d+\.\d{3} s kill web-2/]);
  await expect(dialog).toContainText(/\d+ requests\/s, as usual here; seed 7/);
  // Nothing runs yet.
  await expect(other.locator('.run-s')).toContainText('switched off');
  expect(await violations(other)).toEqual([]);

  await dialog.getByRole('button', { name: 'Open and run it' }).click();
  await running(other);
  await expect(dialog).toBeHidden();
  expect(new URL(other.url()).hash).toBe('');
  await panel(other, 'Topology', 'Map');
  await expect(other.getByRole('button', { name: /^web-2 down/ })).toBeVisible({ timeout: 60_000 });
  await panel(other, 'Editor', 'Code');
  await expect(other.getByRole('tab', { name: /^lb\.ts changed/ })).toBeVisible();
  await other.context().close();
});

test('the reader’s own edits outlive a link that is opened over them', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'lb.ts', 'Home', '// theirs\n');
  const url = await linkOf(page);
  const editor = await panel(page, 'Editor', 'Code');
  await editor.getByRole('button', { name: 'Reset', exact: true }).click();
  await editor.getByRole('button', { name: 'Reset lb.ts' }).click();
  await writeInto(page, 'lb.ts', 'Home', MINE);

  // Into a lab that runs: only the fragment of the address changes.
  await page.goto(url);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(dialog).toBeHidden();
  const text = editor.getByRole('textbox', { name: /^lb\.ts/ });
  await expect(text).toContainText('mine');

  await page.goto(url);
  await dialog.getByRole('button', { name: 'Open and run it' }).click();
  await running(page);
  await expect(text).toContainText('theirs');
  const menu = await filesMenu(page);
  await expect(menu.getByRole('button', { name: /^From a link/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await menu.getByRole('button', { name: /^My edits/ }).click();
  await closeMenu(page);
  await expect(text).toContainText('mine');
  await expect(text).not.toContainText('theirs');
});

test('a damaged link says so, and the lab is as it was @once', async ({ page }) => {
  await page.goto(`${LAB}#share=1.z.abc.AAAA`);
  const dialog = page.getByRole('dialog', { name: 'This link cannot be opened' });
  await expect(dialog).toContainText('It is damaged');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await running(page);
  await expect(page.getByRole('tab', { name: /changed/ })).toHaveCount(0);

  await page.goto(`${LAB}#share=9.from-the-future`);
  await expect(dialog).toContainText('newer version of this site');
  await dialog.getByRole('button', { name: 'Go on with my lab' }).click();
  await running(page);
});

test('attempts are named, switched, renamed, deleted and brought back', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'lb.ts', 'Home', '// number-one\n');
  let menu = await filesMenu(page);
  await menu.getByLabel('Keep as').fill('First');
  await page.keyboard.press('Enter');
  await menu.getByLabel('Save a copy as').fill('Second');
  await page.keyboard.press('Enter');
  expect(await violations(page)).toEqual([]);
  await closeMenu(page);
  await writeInto(page, 'lb.ts', 'Home', '// number-two\n');
  const text = page.getByRole('textbox', { name: /^lb\.ts/ });
  await expect(text).toContainText('number-two');

  menu = await filesMenu(page);
  await menu.getByRole('button', { name: /^First/ }).click();
  await expect(text).not.toContainText('number-two');
  await expect(text).toContainText('number-one');
  await menu.getByRole('button', { name: 'Rename Second' }).click();
  await menu.getByLabel('New name').fill('With a second line');
  await page.keyboard.press('Enter');
  await menu.getByRole('button', { name: 'Delete With a second line' }).click();
  await expect(menu.getByRole('button', { name: /^With a second line/ })).toHaveCount(0);
  await menu.getByRole('button', { name: 'Undo' }).click();
  await expect(menu.getByRole('button', { name: /^With a second line/ })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  menu = await filesMenu(page);
  await menu.getByRole('button', { name: /^With a second line/ }).click();
  await closeMenu(page);
  await text.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await expect(text).toContainText('number-two');
});

test('the diff shows what changed, by keyboard too', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'lb.ts', 'Home', MINE);
  const editor = await panel(page, 'Editor', 'Code');
  const toggle = editor.getByRole('button', { name: 'Diff', exact: true });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  const view = editor.getByRole('region', {
    name: 'Changes to lb.ts against the start: 1 line added',
  });
  await expect(view.locator('.is-added')).toHaveText(/1\+added\/\/ mine/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Shift+Tab');
  await expect(view).toBeFocused();
  await editor.getByRole('tab', { name: /^web\.ts/ }).click();
  await expect(editor).toContainText('web.ts is as it came.');
  await toggle.click();
  await expect(editor.getByRole('textbox', { name: /^web\.ts/ })).toBeVisible();
});

test('the lab is downloaded as a folder, with what the reader changed', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'lb.ts', 'Home', MINE);
  const menu = await filesMenu(page);
  const waiting = page.waitForEvent('download');
  await menu.getByRole('button', { name: 'Download the lab' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('load-balancer-lab.zip');
  const files = unzip(await readFile(await download.path()));
  expect(files['load-balancer-lab/load-balancer/services/lb.ts']).toContain(MINE);
  expect(files['load-balancer-lab/README.md']).toContain(
    'changed by you: `load-balancer/services/lb.ts`',
  );
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(
      ['package.json', 'start.mjs', 'machine.ts'].map((name) => `load-balancer-lab/${name}`),
    ),
  );
});

test('the link is copied @once', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await startLab(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('group', { name: 'Share' })).toContainText('Copied.');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#share=1.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeFocused();
});
