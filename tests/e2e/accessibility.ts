/** What axe finds on a page, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What a theme changes; names, roles and order are the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Fails when axe finds anything: by all its rules in the light theme, by those of colour in the dark one. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // A colour on its way to another is neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await paper(page);
  expect(await violations(new AxeBuilder({ page })), `${where}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper(page), 'the dark theme is on').not.toBe(light);
  const colours = new AxeBuilder({ page }).withRules(COLOUR_RULES);
  expect(await violations(colours), `${where}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Short enough to read in a failed test. */
async function violations(axe: AxeBuilder): Promise<object[]> {
  const result = await axe.analyze();
  return result.violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map((node) => node.target.join(' ')),
  }));
}

function paper(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
