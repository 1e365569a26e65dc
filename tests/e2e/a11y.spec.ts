/** Axe on every page, in both themes: all of it in the light one, and what a theme changes in the dark one. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sitePages } from '../helpers/dist.ts';
import { expect, test } from './fixtures.ts';

/** What axe finds, short enough to read in a failed test. */
async function violations(page: Page, theme: 'light' | 'dark'): Promise<object[]> {
  const axe = new AxeBuilder({ page });
  // Names, roles and order are the same in both: only colours are looked at again.
  if (theme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
  const result = await axe.analyze();
  return result.violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map((node) => node.target.join(' ')),
  }));
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } });

    for (const path of sitePages()) {
      test(`${path} has no accessibility violation`, async ({ page }) => {
        await page.goto(path, { waitUntil: 'networkidle' });
        expect(await violations(page, theme)).toEqual([]);
      });
    }

    test('the search with results has no accessibility violation', async ({ page }) => {
      await page.goto('/', { waitUntil: 'networkidle' });
      await page.keyboard.press('/');
      await page.keyboard.type('health');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      expect(await violations(page, theme)).toEqual([]);
    });
  });
}
