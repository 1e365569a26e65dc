/** Experiments: from a claim to its variants side by side, measured here. */
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './fixtures.ts';

interface Measured {
  readonly values: Readonly<Record<string, number>>;
  readonly variants: readonly { readonly id: string; readonly label: string }[];
}

test('a claim opens its experiment, and its variants are measured side by side', async ({
  page,
  isMobile,
}) => {
  test.setTimeout(180_000);
  await page.goto('/cdn/');
  // A photo from the origin and from the edge of the city: a tenth of a second of work.
  const link = page.locator('a[href="/labs/cdn/?experiment=near-and-far"]').first();
  await expect(link).toHaveText(/Run this experiment/);
  await link.click();
  await expect(page).toHaveURL(/\/labs\/cdn\/\?experiment=near-and-far$/);
  const drill = page.getByRole('region', { name: 'Drill', exact: true });
  await expect(drill).toContainText('Measured here before');
  const { measured } = (await (await page.request.get('/labs/cdn.json')).json()) as {
    measured: Record<string, Measured>;
  };
  const { values, variants } = measured['near-and-far']!;
  const labels = variants.map(({ label }) => label);

  await drill.getByRole('button', { name: 'Run it here' }).click();
  await expect(drill.locator('.verdict')).toContainText('It holds', { timeout: 60_000 });
  if (isMobile) {
    const [first, second] = labels.map((name) => drill.getByRole('region', { name }));
    await expect(first!).toContainText('baseline');
    await expect(second!).not.toContainText('baseline');
    await expect(second!.locator('div', { hasText: 'ohio' })).toContainText(
      new RegExp(`${String(values['ohioEdge'])}÷ 21before ${String(values['ohioEdge'])}`),
    );
    expect((await second!.boundingBox())!.y).toBeGreaterThan((await first!.boundingBox())!.y + 50);
  } else {
    await expect(drill.getByRole('columnheader')).toHaveText([`${labels[0]!}baseline`, labels[1]!]);
    const row = drill.getByRole('row', { name: /^ohio/ });
    await expect(row.getByRole('cell')).toHaveText([
      `${String(values['ohioDirect'])}before ${String(values['ohioDirect'])}`,
      `${String(values['ohioEdge'])}÷ 21before ${String(values['ohioEdge'])}`,
    ]);
  }
  await expect(page.getByRole('status')).toContainText(/It holds\. .+: .+/);
  await expectAccessible(page, 'variants side by side');

  // What stood there is there again.
  await drill.getByRole('button', { name: 'All drills' }).click();
  await expect(drill.getByRole('list').first()).toBeVisible();
  if (!isMobile) await expect(page.getByRole('region', { name: 'Editor' })).toBeVisible();
});

test('the ledger runs one too, it can be cancelled, and an unknown one is told @once', async ({
  page,
}) => {
  await page.goto('/ledger/');
  await page.locator('a[href="/labs/load-balancer/?experiment=kill-one-of-three"]').first().click();
  const drill = page.getByRole('region', { name: 'Drill', exact: true });
  await drill.getByRole('button', { name: 'Run it here' }).click();
  await expect(drill).toContainText('1 of 3: no checks');
  await drill.getByRole('button', { name: 'Cancel' }).click();
  await expect(drill.getByRole('button', { name: 'Run it here' })).toBeVisible();
  await expect(drill.locator('.verdict')).toHaveCount(0);

  await page.goto('/labs/load-balancer/?experiment=of-old');
  await expect(drill).toContainText('This lab has no experiment “of-old”');
  await drill.getByRole('button', { name: 'One of three is killed' }).click();
  await expect(drill.getByRole('heading', { name: 'One of three is killed' })).toBeVisible();
});
