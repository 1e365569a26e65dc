/** What a screen reader is told: every live region of the page, read as one would. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { act, openDrill, panel, writeInto } from './workbench-steps.ts';

interface Said {
  /** ms of the page. */
  readonly at: number;
  readonly text: string;
}

/** Listens to every region that is live, those to come too. */
async function listen(page: Page): Promise<() => Promise<readonly Said[]>> {
  await page.addInitScript(() => {
    const said: Said[] = [];
    Object.assign(window, { said });
    const live = '[role="status"], [role="alert"], [role="log"], [aria-live]';
    const before = new WeakMap<Element, string>();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(live)) {
        const text = region.textContent;
        if (text.trim() !== '' && text !== before.get(region)) {
          said.push({ at: performance.now(), text });
        }
        before.set(region, text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: Said[] }).said);
}

test('a screen reader is told of a start, a fault, a crash, a loop, a verdict and seeds', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const said = await listen(page);
  const heard = (pattern: RegExp) =>
    expect
      .poll(async () => (await said()).map(({ text }) => text).join('\n'), { timeout: 40_000 })
      .toMatch(pattern);

  await page.goto('/labs/cdn/');
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await heard(/^Running: 5 machines\. This lab starts broken, on purpose\.$/m);

  await act(page, 'edge-us', 'Kill');
  await heard(/^edge-us is down\.$/m);
  await page.getByRole('button', { name: 'Fault', exact: true }).click();
  const menu = page.getByRole('group', { name: 'Faults' });
  await menu.getByLabel('Machine or link').selectOption({ label: 'edge-eu to origin' });
  await menu.getByLabel('What happens').selectOption({ label: 'add latency' });
  await page.getByRole('button', { name: 'Do it' }).click();
  await heard(/^edge-eu to origin: \+\d+ ms\.$/m);

  // Requests are seen, not read out.
  const trace = await panel(page, 'Request trace', 'Trace');
  await trace.getByRole('button', { name: 'Send one request' }).click();
  await trace.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(trace.locator('.tr li').first()).toBeVisible();

  const late = (code: string) => `\nsetTimeout(() => {\n  ${code}\n}, 50);\n`;
  await writeInto(page, 'browser.ts', 'End', late('nowhere();'));
  await heard(/browser\.ts saved, browser restarted\./);
  await heard(/browser crashed: .*nowhere is not defined/);
  await writeInto(page, 'origin.ts', 'End', late('while (true) {}'));
  await heard(/origin is stuck\./);
  await writeInto(page, 'shop.ts', 'Home', 'const broken = (;\n');
  await heard(/shop\.ts, line 1: .+/);
  for (const name of ['Reset', 'Reset all']) {
    await page
      .getByRole('region', { name: 'Editor' })
      .getByRole('button', { name })
      .first()
      .click();
  }
  const quiet = (await said()).length;
  expect((await said()).map(({ text }) => text).join('\n')).not.toMatch(
    /\bGET\b|\bPOST\b|request/i,
  );

  const drill = await openDrill(page, 'Say who may keep it');
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await heard(/^Failed, \d of 4 checks do not hold\. .+: .+/m);
  await drill.getByRole('button', { name: 'Run again' }).click();
  await heard(/Since your last run: every check as before\./);
  await drill.getByRole('button', { name: 'Run over 20 seeds' }).click();
  await heard(/^Running over 20 seeds\.$/m);
  await heard(/0 of 20 seeds passed\. First to fail is seed 1: .+/);

  const all = await said();
  expect(all.length).toBeGreaterThan(quiet);
  // Short, and never faster than a voice can follow.
  for (const { text } of all) expect(text.length, text).toBeLessThanOrEqual(500);
  const gaps = all.slice(1).map(({ at }, index) => at - all[index]!.at);
  expect(Math.min(...gaps), JSON.stringify(all, null, 1)).toBeGreaterThan(900);
  // Nothing of the program's inner words.
  for (const { text } of all) expect(text).not.toMatch(/undefined$|\[object|NaN|null/);
});
