/** Axe on the live workbench: every panel, with a fault, in both themes. */
import { expectAccessible } from './accessibility.ts';
import { test } from './fixtures.ts';
import { act, panel, startLab } from './workbench-steps.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the live lab has no accessibility violation, in any panel', async ({ page }) => {
  test.setTimeout(240_000);
  await startLab(page);
  await expectAccessible(page, 'started');
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
    await expectAccessible(page, name);
  }
  const topology = await panel(page, 'Topology', 'Map');
  await topology.getByRole('button', { name: 'Table' }).click();
  await topology.getByRole('button', { name: 'Fault', exact: true }).click();
  await expectAccessible(page, 'table and fault menu');
});
