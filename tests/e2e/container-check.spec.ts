/**
 * `/labs/check/` on the stand-in. A few programs by default; all of them, as on the real runtime:
 *
 *   CONTAINER_CHECK=program/ npx playwright test tests/e2e/container-check.spec.ts
 */
import { readFile } from 'node:fs/promises';
import type { CheckReport } from '../../src/engine/webcontainer/check/report.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, expectNothingLeft, test, useStandIn } from './container-fixtures.ts';

const PROGRAMS = process.env['CONTAINER_CHECK'] ?? 'program/console/';

test('The check page finds a sound runtime sound, and gives a report @once', async ({
  page,
  context,
  standIn,
}) => {
  test.setTimeout(process.env['CONTAINER_CHECK'] ? 900_000 : 180_000);
  await useStandIn(context, { host: standIn.url });
  await page.goto(`/labs/check/?only=contract/&only=${PROGRAMS}`);
  await expectAccessible(page, 'before the check');
  const start = page.getByRole('button', { name: 'Check the runtime' });
  await start.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Checked' })).toBeVisible();
  const again = page.getByRole('button', { name: 'Check again' });
  await expect(again).toBeVisible({ timeout: 850_000 });
  await page.getByText(/programs? passed$/).click();
  await expectAccessible(page, 'after the check');

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the report' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^webcontainer-check-\d{4}-\d\d-\d\d\.json$/);
  const report = JSON.parse(await readFile(await file.path(), 'utf8')) as CheckReport;
  expect(report.results.filter(({ passed }) => !passed)).toEqual([]);
  expect(report).toMatchObject({ failed: 0, notRun: [], host: standIn.url });
  expect(report.runtime?.['node']).toBe(process.version);
  expect(report.results.filter(({ id }) => id.startsWith('contract/'))).toHaveLength(13);
  expect(report.passed).toBeGreaterThan(13);
  await expectNothingLeft(standIn);
});

test('A runtime that does not start is a report, too, on any screen', async ({
  page,
  context,
  standIn,
}) => {
  await useStandIn(context, {
    host: standIn.url,
    apiKey: 'fault:no-init',
    deadlines: { boot: 500 },
  });
  await page.goto('/labs/check/');
  await page.getByRole('button', { name: 'Check the runtime' }).click();
  await expect(page.getByText(/^0 passed, 1 failed, \d+ not run/).first()).toBeVisible();
  await expect(page.getByText('The WebContainer did not start within 0.5 s.')).toBeVisible();
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wider, 'nothing is wider than the screen').toBe(false);
});
