/** The states of the switch to real Node, on the stand-in for its host; they end the visit. */
import type { Page } from '@playwright/test';
import { button, panel, running, SOON, type Scene } from './scene.ts';

const PHONE = 600;

async function openSwitch(page: Page, width: number): Promise<void> {
  if (width >= PHONE) {
    await button(page, /^Engine:/).click();
    return;
  }
  await panel(page, 'Editor', 'Code');
  await button(page, 'Attempts').click();
  await page.getByText('Where it runs').scrollIntoViewIfNeeded();
}

export const realNodeScenes: readonly Scene[] = [
  {
    name: 'check',
    async reach(page) {
      await page.goto('/labs/check/');
      await button(page, 'Check the runtime').waitFor(SOON);
    },
  },
  {
    name: 'engine-choice',
    async reach(page, { lab, width, standIn }) {
      await standIn('');
      await page.goto(`/labs/${lab}/`);
      await button(page, 'Start the lab').click();
      await running(page);
      await openSwitch(page, width);
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'engine-starting',
    async reach(page) {
      await button(page, 'WebContainer: Run it here').click();
      await button(page, 'Cancel').waitFor(SOON);
    },
  },
  {
    name: 'engine-real',
    async reach(page) {
      await button(page, 'Cancel').waitFor({ state: 'detached', timeout: 60_000 });
      await running(page);
      await panel(page, 'Topology', 'Map');
      await page.waitForTimeout(2000);
    },
  },
  {
    name: 'terminal',
    async reach(page) {
      const log = await panel(page, 'Log', 'Log');
      await button(log, 'Terminal').click();
      const shell = page.frameLocator('iframe[title="Terminal"]').getByRole('textbox');
      await shell.waitFor(SOON);
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'engine-fallen',
    async reach(page, { standIn }) {
      await standIn('fault:no-init');
      await page.reload();
      await button(page, 'Start the lab').click();
      await button(page, 'Try it again').waitFor({ timeout: 60_000 });
      await page.waitForTimeout(500);
    },
  },
];
