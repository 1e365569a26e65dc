/**
 * Drills on the WebContainer engine, by the check page, on the stand-in: one of them here. All of them:
 *
 *   npm run grade -- --engine webcontainer
 */
import { readFile } from 'node:fs/promises';
import type { CheckReport } from '../../src/engine/webcontainer/check/report.ts';
import { isDrillResult } from '../../src/components/check/drills/result.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, expectNothingLeft, test, useStandIn } from './container-fixtures.ts';

/** Its checks leave a busy computer the most time of all drills. */
const DRILL = 'drill/cdn/everybody-is-asha/';
const SOLUTION = 'solution three visits, a purge';

test('A drill on the check page: its start fails, its solution passes, and the report says so @once', async ({
  page,
  context,
  standIn,
}) => {
  test.setTimeout(120_000);
  const ofLabs: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (/\/labs\/[\w-]+\.json$/.test(path)) ofLabs.push(path);
  });
  await useStandIn(context, { host: standIn.url });
  const wish = new URLSearchParams([
    ['only', `${DRILL}start`],
    ['only', `${DRILL}${SOLUTION}`],
    ['slow', '2'],
    ['width', '2'],
  ]);
  await page.goto(`/labs/check/?${wish.toString()}`);
  const start = page.getByRole('button', { name: 'Check the runtime' });
  await expect(start).toBeVisible();
  expect(ofLabs, 'before the button is pressed').toEqual([]);
  await start.click();
  await expect(page.getByText('4 passed, 0 failed').first()).toBeVisible({ timeout: 90_000 });
  expect(ofLabs, 'of no other lab').toEqual(['/labs/cdn.json']);
  await page.getByText('2 attempts passed').click();
  await expect(page.getByText('fails 1/1; slow 2; failed checks: everybody 1')).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the report' }).click(),
  ]);
  const report = JSON.parse(await readFile(await file.path(), 'utf8')) as CheckReport;
  const drills = report.results.filter(isDrillResult).map(({ drill }) => drill);
  expect(drills.toSorted((a, b) => Number(a.mustPass) - Number(b.mustPass))).toMatchObject([
    { entry: 'start', mustPass: false, slow: 2, plays: [{ seed: 1, passed: false }] },
    { entry: SOLUTION, mustPass: true, slow: 2, plays: [{ passed: true, failed: [] }] },
  ]);
  await expectNothingLeft(standIn);
});

test('Drills are a choice of their own, and an address that asks wrongly is told how to ask', async ({
  page,
}) => {
  await page.goto('/labs/check/');
  const choice = page.getByRole('checkbox', { name: 'Also run every drill' });
  await expect(choice).not.toBeChecked();
  await expect(choice).toHaveAccessibleDescription(/^\d\d+ attempts: .* take \d+ minutes/);
  await choice.focus();
  await page.keyboard.press('Space');
  await expect(choice).toBeChecked();
  await expectAccessible(page, 'with drills chosen');

  await page.goto('/labs/check/?only=drill/cdn/&slow=fast');
  await expect(
    page.getByText('slow=fast in the address: give a number from 1 to 60, for example slow=3.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check the runtime' })).toHaveCount(0);

  await page.goto('/labs/check/?only=drill/cdn/never/');
  await page.getByRole('button', { name: 'Check the runtime' }).click();
  await expect(
    page
      .getByText(/^drill\/cdn\/never\/: there is no such drill\. There are: drill\/cdn\//)
      .first(),
  ).toBeVisible();
});
