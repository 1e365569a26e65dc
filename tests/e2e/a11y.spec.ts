/** Axe on every page, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import { sitePages } from '../helpers/dist.ts';
import { expect, test } from './fixtures.ts';

for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } });
    for (const path of sitePages()) {
      test(`${path} has no accessibility violation`, async ({ page }) => {
        await page.goto(path, { waitUntil: 'networkidle' });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, help, nodes }) => ({
            rule: `${id}: ${help}`,
            at: nodes.map((node) => node.target.join(' ')),
          })),
        ).toEqual([]);
      });
    }
  });
}
