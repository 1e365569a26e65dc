/** The lab, as a reader uses it. */
import type { Page } from '@playwright/test';
import { weigh } from '../helpers/weight.ts';
import { expect, test } from './fixtures.ts';
import {
  act,
  clock,
  LAB,
  openDrill,
  panel,
  running,
  startLab,
  writeInto,
} from './workbench-steps.ts';

test('from the lesson: start, break, fail the drill, mend, pass, and find the edit again @once', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto('/load-balancer/');
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  const charts = await panel(page, 'Charts', 'Charts');
  const now = charts.locator('.now').first();
  await expect(now).toHaveText(/^\d+ ok$/);

  await act(page, 'web-2', 'Kill');
  await expect(page.getByRole('group', { name: 'Actions' })).toContainText('down for');
  await panel(page, 'Charts', 'Charts');
  await expect(now).toHaveText(/\d+ ok, .*\d+ failed/);

  const drill = await openDrill(page, 'The dead keep getting mail');
  const run = drill.getByRole('button', { name: 'Run the drill' });
  await expect(run).toBeDisabled();
  await drill.getByRole('radio').first().check();
  await run.click();
  const verdict = drill.locator('.verdict');
  await expect(verdict).toContainText('Failed', { timeout: 90_000 });
  await expect(drill.locator('.checks .bad .evid').first()).toContainText(/web-2/);

  await drill
    .getByRole('button', { name: /^See it at/ })
    .first()
    .click();
  const trace = page.getByRole('region', { name: 'Request trace' });
  await expect(trace.locator('.tr li')).not.toHaveCount(0);
  await expect(trace.locator('.tr-h')).toContainText(/\d+\.\d ms/);

  await panel(page, 'Drill', 'Drill');
  await drill.getByRole('button', { name: 'Show a solution' }).click();
  await panel(page, 'Editor', 'Code');
  await expect(page.getByRole('tab', { name: /^lb\.ts changed/ })).toBeVisible();
  await panel(page, 'Drill', 'Drill');
  await drill.getByRole('button', { name: 'Run again' }).click();
  await expect(verdict).toContainText('Passed', { timeout: 90_000 });

  await page.reload();
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  await panel(page, 'Editor', 'Code');
  await expect(page.getByRole('tab', { name: /^lb\.ts changed/ })).toBeVisible();
  await panel(page, 'Drill', 'Drill');
  await drill.getByRole('button', { name: 'All drills' }).click();
  await expect(drill).toContainText('passed before');
});

test('what does not parse shows on its line, and the old version runs on', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'lb.ts', 'Home', 'const broken = (;\n');
  const editor = page.getByRole('region', { name: 'Editor' });
  await expect(editor.locator('.cm-problem-note')).toBeVisible();
  await expect(editor).toContainText('the last version that parsed still runs');
  await expect(page.getByRole('tab', { name: /^lb\.ts 1 problem/ })).toBeVisible();
  const before = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(before);

  await editor.getByRole('button', { name: 'Reset', exact: true }).click();
  await editor.getByRole('button', { name: 'Reset lb.ts' }).click();
  await expect(editor.locator('.cm-problem-note')).toHaveCount(0);
  await expect(editor).toContainText('lb restarted');
});

test('a crash shows on its line and in the log @once', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'db.ts', 'End', '\nsetTimeout(() => {\n  nowhere();\n}, 50);\n');
  const editor = page.getByRole('region', { name: 'Editor' });
  await expect(editor.getByRole('tab', { name: /^db\.ts 1 problem/ })).toBeVisible();
  const log = page.getByRole('region', { name: 'Log', exact: true });
  await log.getByRole('button', { name: 'errors' }).click();
  await expect(log).toContainText('nowhere is not defined');
  await log
    .getByRole('button', { name: /^db\.ts:\d+$/ })
    .first()
    .click();
  await expect(editor.locator('.cm-problem-note')).toContainText('db crashed here');
});

test('an endless loop hangs its own machine and nothing else @once', async ({ page }) => {
  await startLab(page);
  await writeInto(page, 'db.ts', 'End', '\nsetTimeout(() => {\n  while (true) {}\n}, 50);\n');
  await page.getByRole('button', { name: /^db / }).click();
  const actions = page.getByRole('group', { name: 'Actions' });
  await expect(actions).toContainText('stuck', { timeout: 20_000 });
  const before = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(before + 500);
});

test('time stands, steps and goes on', async ({ page }) => {
  await startLab(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(300);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.waitForTimeout(300);
  const stood = await clock(page);
  await page.waitForTimeout(300);
  expect(await clock(page)).toBe(stood);
  // A request may end within the millisecond that the clock shows.
  for (let i = 0; i < 10; i += 1) await page.getByRole('button', { name: 'Step request' }).click();
  await expect.poll(() => clock(page)).toBeGreaterThan(stood);
  await page.getByRole('button', { name: 'Play' }).click();
  const played = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(played + 300);
});

test('one request by hand is followed hop by hop', async ({ page }) => {
  await startLab(page);
  const trace = await panel(page, 'Request trace', 'Trace');
  await trace.getByRole('button', { name: 'Send one request' }).click();
  await trace.getByLabel('Path').fill('/item/1');
  await trace.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(trace.locator('.tr-h')).toContainText(/GET \/item\/1\s*200 in/);
  const rows = trace.locator('.tr li .w');
  await expect(rows).toHaveText(['clients', 'lb', /^web-\d$/, 'db']);
});

test('a link’s faults are set, shown and ended', async ({ page }) => {
  await startLab(page);
  await panel(page, 'Topology', 'Map');
  await page.getByRole('button', { name: 'Fault', exact: true }).click();
  const menu = page.getByRole('group', { name: 'Faults' });
  await menu.getByLabel('Machine or link').selectOption({ label: 'lb to web-3' });
  await menu.getByLabel('What happens').selectOption({ label: 'add latency' });
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('button', { name: 'Fault', exact: true }).click();
  const end = page.getByRole('button', { name: 'End: lb to web-3 +60 ms' });
  await expect(end).toBeVisible();
  await end.click();
  await expect(page.getByText('Nothing is wrong now.')).toBeVisible();
});

test('a plan of two blows can be made and run @once', async ({ page }) => {
  test.setTimeout(120_000);
  await startLab(page);
  const drill = await openDrill(page, 'Some pages, then none');
  for (const [at, what] of [
    ['3', 'web-1'],
    ['7', 'lb'],
  ] as const) {
    await drill.getByLabel('At, in seconds').fill(at);
    await drill.getByLabel('Machine or link').selectOption({ label: what });
    await drill.getByRole('button', { name: 'Add' }).click();
  }
  await expect(drill.locator('.plan-l li')).toHaveText([/3 s kill web-1/, /7 s kill lb/]);
  await drill.getByRole('radio').first().check();
  await drill.getByRole('button', { name: 'Run the drill' }).click();
  await expect(drill.locator('.verdict')).toContainText(/Passed|Failed/, { timeout: 90_000 });
});

test('from opening a lab to a passed drill with the keyboard alone @once', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(LAB);
  await expect(page.getByRole('button', { name: 'Start the lab' })).toBeEnabled();
  await tabTo(page, /^\s*Start the lab/);
  await page.keyboard.press('Enter');
  await running(page);

  await tabTo(page, /^web-2 /);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Kill$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('web-2 is down');

  // A change of the code, and out of the editor again.
  await tabTo(page, /^lb\.ts, code/);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// by keyboard\n');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('region', { name: 'Editor' })).toContainText('lb restarted');

  // The drill: predict, plan two blows, run.
  const drill = page.getByRole('region', { name: 'Drill', exact: true });
  await tabTo(page, /^A web server/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(drill.getByRole('radio').nth(2)).toBeChecked();
  for (const [at, machine] of [
    ['2.5', 'web-1'],
    ['6', 'lb'],
  ] as const) {
    await tabTo(page, /^At, in seconds$/, machine === 'web-1' ? 'Tab' : 'Shift+Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(at);
    await tabTo(page, /^Machine or link$/);
    await page.keyboard.type(machine);
    await tabTo(page, /^Add$/);
    await page.keyboard.press('Enter');
  }
  await expect(drill.locator('.plan-l li')).toHaveText([/2.5 s kill web-1/, /6 s kill lb/]);
  await tabTo(page, /^Run the drill$/);
  await page.keyboard.press('Enter');
  await expect(drill.locator('.verdict')).toContainText('Passed', { timeout: 90_000 });
  await expect(page.locator('.wb > [role=status]')).toContainText('Passed, every check holds');
});

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const names: string[] = [];
  for (let i = 0; i < 80; i += 1) {
    const now = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
      return at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '';
    });
    if (name.test(now)) return;
    names.push(now.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} did not reach ${String(name)}, but ${names.join(' | ')}`);
}

/**
 * Bytes, compressed. A lab that runs: engine 123 KB, most of it the library of Node's modules;
 * workbench, lab and Preact 96 KB.
 */
const RUNNING = 226 * 1024;
/** And the editor, when the reader turns to the code: 149 KB with completion; CodeMirror's view alone is 56. */
const READING = 375 * 1024;
/** And the compiler, when a text is new: 68 KB. */
const EDITED = 443 * 1024;

test('a lab has loaded no more script than it needs, running and after an edit @once', async ({
  page,
}) => {
  const scale = weigh(page);
  await page.goto(LAB);
  await expect(page.getByRole('button', { name: 'Start the lab' })).toBeEnabled();
  await page.waitForLoadState('networkidle');
  const before = await scale.weight();
  // Of the lab itself nothing comes before Start: only what the button, its hint and the theme need.
  const early = before.files.filter(({ kind }) => kind === 'script').map(({ path }) => path);
  expect(early.filter((path) => /mount|editor|engine|compile/.test(path))).toEqual([]);
  expect(before.script, JSON.stringify(before.files, null, 1)).toBeLessThanOrEqual(9 * 1024);

  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  const code = page.getByRole('textbox', { name: /^lb\.ts/ });
  await expect(code).toHaveValue(/createServer/);
  const live = await scale.weight();
  expect(live.script, JSON.stringify(live.files, null, 1)).toBeLessThanOrEqual(RUNNING);

  await code.click();
  await expect(page.locator('.cm-content')).toBeFocused();
  const reading = await scale.weight();
  expect(reading.script, JSON.stringify(reading.files, null, 1)).toBeLessThanOrEqual(READING);

  await writeInto(page, 'db.ts', 'End', '\n// One line more.\n');
  await expect(page.getByRole('region', { name: 'Editor' })).toContainText('db restarted');
  const edited = await scale.weight();
  expect(edited.script, JSON.stringify(edited.files, null, 1)).toBeLessThanOrEqual(EDITED);
});
