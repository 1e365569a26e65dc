/**
 * Every stage's lab, climbed as a reader climbs it: start, press its break-its, see it in the numbers,
 * fail the mending drill with the files as they are, pass it with a solution. @once
 */
import { labStages, readLab } from '../../src/cli/lab-files.ts';
import { expect, test } from './fixtures.ts';
import { openDrill, panel, startLab } from './workbench-steps.ts';

/** Has a test of its own, which goes further (`workbench.spec.ts`). */
const ELSEWHERE = 'load-balancer';

for (const stage of (await labStages()).filter((each) => each !== ELSEWHERE)) {
  test(`${stage}: break it, fail the drill, mend it @once`, async ({ page }) => {
    test.setTimeout(180_000);
    const { lab } = await readLab(stage);
    const drill = lab.drills.find(({ kind }) => kind === 'mend')!;
    await startLab(page, `/labs/${stage}/`);
    const charts = await panel(page, 'Charts', 'Charts');
    const now = charts.locator('.now').first();
    await expect(now).toHaveText(/^\d+ ok/);

    await panel(page, 'Topology', 'Map');
    for (const { title } of lab.breakIts) await page.getByRole('button', { name: title }).click();
    await panel(page, 'Charts', 'Charts');
    await expect(now).toHaveText(/(slow|failed)/, { timeout: 20_000 });

    const region = await openDrill(page, drill.title);
    await region.getByRole('radio').first().check();
    await region.getByRole('button', { name: 'Run the drill' }).click();
    const verdict = region.locator('.verdict');
    await expect(verdict).toContainText('Failed', { timeout: 90_000 });
    await expect(region.locator('.checks .bad .evid').first()).not.toBeEmpty();

    await region.getByRole('button', { name: 'Show a solution' }).click();
    await region.getByRole('button', { name: 'Run again' }).click();
    await expect(verdict).toContainText('Passed', { timeout: 90_000 });
  });
}
