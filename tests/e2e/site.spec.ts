/** The whole site, page by page: it loads clean, leads on, fits, is accessible, and can be searched. */
import { hasId, linksOf, pageHtml, sitePages } from '../helpers/dist.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './fixtures.ts';

const pages = sitePages();

test.describe('every page', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  for (const path of pages) {
    test(`${path} loads clean, fits, and is accessible`, async ({ page }) => {
      const response = await page.goto(path, { waitUntil: 'networkidle' });
      expect(response?.status()).toBe(200);
      await expect(page).toHaveTitle(/\S/);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await expect(page.locator('h1')).toHaveCount(1);
      for (const says of await page.locator('footer > span').all())
        await expect(says).toHaveText(/\S/);
      const { content, screen } = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        screen: document.documentElement.clientWidth,
      }));
      expect(content, 'nothing scrolls sideways').toBeLessThanOrEqual(screen);
      await expectAccessible(page, path);
    });
  }
});

test('every link within the site leads somewhere @once', async ({ request, baseURL }) => {
  const known = new Map(pages.map((path) => [path, pageHtml(path)]));
  const broken: string[] = [];
  let checked = 0;
  for (const [path, html] of known) {
    for (const link of new Set(linksOf(html))) {
      const url = new URL(link, `${baseURL}${path}`);
      if (url.origin !== baseURL) continue;
      checked += 1;
      const target = known.get(url.pathname.replace(/[^/]$/, '$&/'));
      if (target === undefined) {
        const answer = await request.get(url.pathname);
        if (!answer.ok()) broken.push(`${path} → ${link}: ${answer.status()}`);
      } else if (url.hash && !hasId(target, decodeURIComponent(url.hash.slice(1)))) {
        broken.push(`${path} → ${link}: no element has this id`);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(pages.length);
});

test.describe('a path that does not exist', () => {
  test.use({ tolerated: [/404/] });
  test('answers 404 with a way back', async ({ page }) => {
    const response = await page.goto('/no-such-page/');
    expect(response?.status()).toBe(404);
    await page.locator('main a[href="/"]').first().click();
    await expect(page).toHaveURL(/\/$/);
  });
});

test.describe('search', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('opens by /, finds, and opens what it found', async ({ page }) => {
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.keyboard.press('/');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await page.keyboard.type('round robin');
    const first = dialog.getByRole('option').first();
    await expect(first).toBeVisible();
    await expectAccessible(page, 'results');
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/\/$/);
    await expect(page.locator('main')).toContainText(/round robin/i);
  });

  test('closes by Escape and gives the focus back', async ({ page }) => {
    await page.goto('/', { waitUntil: 'networkidle' });
    const opener = page.getByRole('button', { name: /search/i }).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });
});

test('the chosen theme stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/', { waitUntil: 'networkidle' });
  const paper = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page
    .getByRole('button', { name: /theme|dark|light/i })
    .first()
    .click();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await page.reload();
  expect(await paper()).toBe(dark);
  await page.goto(pages.at(-1) ?? '/');
  expect(await paper()).toBe(dark);
});
