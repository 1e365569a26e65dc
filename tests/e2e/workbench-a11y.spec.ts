/** Axe on the live workbench: every panel, with a fault, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { act, panel, startLab } from './workbench-steps.ts';

async function violations(page: Page): Promise<object[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map((node) => node.target.join(' ')),
  }));
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } });

    test('the live lab has no accessibility violation, in any panel', async ({ page }) => {
      test.setTimeout(180_000);
      await startLab(page);
      expect(await violations(page)).toEqual([]);
      await act(page, 'web-2', 'Kill');
      for (const [name, tab] of [
        ['Topology', 'Map'],
        ['Editor', 'Code'],
        ['Charts', 'Charts'],
        ['Log', 'Log'],
        ['Request trace', 'Trace'],
        ['Drill', 'Drill'],
      ] as const) {
        await panel(page, name, tab);
        expect(await violations(page), name).toEqual([]);
      }
      const topology = await panel(page, 'Topology', 'Map');
      await topology.getByRole('button', { name: 'Table' }).click();
      await topology.getByRole('button', { name: 'Fault', exact: true }).click();
      expect(await violations(page), 'table and fault menu').toEqual([]);
    });
  });
}
