/** A lab in a WebContainer, as a reader uses it, on the stand-in. */
import type { Page } from '@playwright/test';
import type { ContainerOverride } from '../../src/engine/webcontainer/settings.ts';
import { expectAccessible } from './accessibility.ts';
import { expect, expectNothingLeft, test, useStandIn } from './container-fixtures.ts';
import { act, panel, startLab, writeInto } from './workbench-steps.ts';

/** One with little load: here it is real work, on a computer that does more. */
const STAGE = 'queue';

/** Real processes take their time to start, on a busy computer more of it. */
async function running(page: Page): Promise<void> {
  await expect(page.locator('.run-s')).toContainText('running', { timeout: 45_000 });
}

async function runningInContainer(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Engine: WebContainer' })).toBeVisible();
  await running(page);
}

/** Ends the run that there is, and starts it again in a WebContainer. */
async function switchEngine(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Engine:/ }).click();
  await page.getByRole('button', { name: 'WebContainer: Run it here' }).click();
}

async function startInContainer(page: Page, override: ContainerOverride): Promise<void> {
  await useStandIn(page.context(), override);
  await startLab(page, `/labs/${STAGE}/`);
  await switchEngine(page);
}

test('a lab runs in a WebContainer: requests pass, an edit restarts one machine, a kill kills @once', async ({
  page,
  standIn,
}) => {
  test.setTimeout(120_000);
  await startInContainer(page, { host: standIn.url });
  await runningInContainer(page);
  const charts = await panel(page, 'Charts', 'Charts');
  await expect(charts.locator('.now').first()).toHaveText(/^[1-9]\d* ok/, { timeout: 20_000 });
  await writeInto(page, 'web', 'End', '\nconsole.log("edited");\n');
  const log = await panel(page, 'Log', 'Log');
  await expect(log.getByText('edited').first()).toBeVisible({ timeout: 20_000 });
  await panel(page, 'Topology', 'Map');
  await page.getByRole('button', { name: /^db / }).click();
  const db = page.getByRole('group', { name: 'Actions' });
  await expect(db).not.toContainText('down');

  await act(page, 'web', 'Kill');
  await expect(page.getByRole('group', { name: 'Actions' })).toContainText('down for');

  await page.goto('/');
  await expectNothingLeft(standIn);
});

test('a terminal beside the lab: a shell, packages, and a way out for the keyboard @once', async ({
  page,
  standIn,
}) => {
  test.setTimeout(120_000);
  await startInContainer(page, { host: standIn.url });
  await runningInContainer(page);
  const log = await panel(page, 'Log', 'Log');
  await log.getByRole('button', { name: 'Terminal' }).click();
  const terminal = await panel(page, 'Terminal', 'Log');
  await expect(terminal.getByText('Escape, then Tab leaves the terminal.')).toBeVisible();
  const frame = terminal.frameLocator('iframe');
  const screen = frame.locator('.xterm-rows');
  await frame.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.type('node -v\n');
  await expect(screen).toContainText(process.version);
  await page.keyboard.type(
    `mkdir -p own && echo '{"name":"own","version":"1.0.0"}' > own/package.json && npm install ./own --no-audit --no-fund && ls node_modules\n`,
  );
  await expect(screen).toContainText(/added 1 package.*s\s*own\s*~/, { timeout: 30_000 });
  await expectAccessible(page, 'with a terminal');

  // Tab is the shell's until Escape was pressed.
  await frame.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('iframe[title="Terminal"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(terminal.getByRole('button', { name: 'Screen reader' })).toBeFocused();

  await frame.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.type('exit\n');
  await expect(terminal.getByText('The shell has ended.')).toBeVisible();
  await terminal.getByRole('button', { name: 'Open a new shell' }).click();
  await expect(screen).toContainText('~');
  await page.goto('/');
  await expectNothingLeft(standIn);
});

const FAILURES = [
  { fault: 'no-init', says: 'did not start within 1 s', deadlines: { boot: 1_000 } },
  { fault: 'hang-on-spawn', says: 'did not start `node` within 1.5 s', deadlines: { call: 1_500 } },
  {
    fault: 'dies',
    says: 'hangs or has crashed',
    deadlines: { call: 1_500, heartbeat: 100 },
  },
  { fault: 'kill-ignored', says: 'all of it was stopped', deadlines: { kill: 500 }, kill: 'web' },
] as const;

for (const { fault, says, deadlines, ...more } of FAILURES) {
  test(`a WebContainer that fails (${fault}) leaves the lab running in the page, with every edit @once`, async ({
    page,
    standIn,
  }) => {
    test.setTimeout(120_000);
    await useStandIn(page.context(), { host: standIn.url, apiKey: `fault:${fault}`, deadlines });
    await startLab(page, `/labs/${STAGE}/`);
    await writeInto(page, 'web', 'End', '\n// mine\n');
    await switchEngine(page);
    if ('kill' in more) {
      await runningInContainer(page);
      await act(page, more.kill, 'Kill');
    }
    const strip = page.getByRole('group', { name: 'Engine' });
    await expect(strip).toContainText(says, { timeout: 45_000 });
    await running(page);
    await panel(page, 'Editor', 'Code');
    await expect(page.getByRole('tab', { name: /^web\.ts changed/ })).toBeVisible();
    expect(await page.locator('iframe[title="WebContainer"]').count()).toBe(0);
    await expectNothingLeft(standIn);
  });
}

test('a lesson is told why not, and leads to the lab’s own page @once', async ({
  page,
  context,
  standIn,
}) => {
  test.setTimeout(120_000);
  await useStandIn(context, { host: standIn.url });
  await page.goto(`/${STAGE}/`);
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
  await switchEngine(page);
  const strip = page.getByRole('group', { name: 'Engine' });
  await expect(strip).toContainText('isolated from other sites');
  await running(page);
  await strip.getByRole('link', { name: 'Open the lab on its own page' }).click();
  await expect(page).toHaveURL(new RegExp(`/labs/${STAGE}/\\?start`));
  await running(page);
  await switchEngine(page);
  await runningInContainer(page);
  await expect.poll(() => standIn.count().instances).toBe(1);
});
