/**
 * The states of the workbench, in the order in which one visit meets them: each scene begins where
 * the one before it ended.
 */
import type { Locator, Page } from '@playwright/test';
import { realNodeScenes } from './real-node.ts';
import { button, panel, running, SOON, type Scene } from './scene.ts';

/** A machine of the lab that can be chosen in the diagram, not the first: that is the entry. */
async function choose(page: Page): Promise<void> {
  await panel(page, 'Topology', 'Map');
  const machines = page.locator('.topo-p .m[role="button"]');
  await machines.nth((await machines.count()) > 2 ? 2 : 0).click(SOON);
}

async function editor(page: Page): Promise<Locator> {
  const region = await panel(page, 'Editor', 'Code');
  await region.getByRole('textbox').first().waitFor(SOON);
  return region;
}

export const scenes: readonly Scene[] = [
  {
    name: 'poster',
    async reach(page, { lab }) {
      await page.goto(`/labs/${lab}/`);
      await button(page, 'Start the lab').waitFor(SOON);
    },
  },
  {
    name: 'hint',
    async reach(page) {
      await button(page, 'Start the lab').click();
      await running(page);
      await page.getByRole('note').waitFor(SOON);
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'hint-editor',
    async reach(page) {
      await button(page, 'Next').click();
      await button(page, 'Next').click();
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'running',
    async reach(page) {
      await button(page, 'No hints').click();
      await page.waitForTimeout(2500);
    },
  },
  {
    name: 'chosen',
    async reach(page) {
      await choose(page);
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'fault',
    async reach(page) {
      await button(page.getByRole('group', { name: 'Actions' }), 'Kill').click();
      await page.waitForTimeout(2500);
    },
  },
  {
    name: 'fault-menu',
    async reach(page) {
      await button(page, 'Fault').click();
      await page.getByRole('group', { name: 'Faults' }).waitFor(SOON);
    },
  },
  {
    name: 'table',
    async reach(page) {
      await page.keyboard.press('Escape');
      await button(page, 'Table').click();
    },
  },
  {
    name: 'charts',
    async reach(page) {
      await button(page, 'Diagram').click();
      await panel(page, 'Charts', 'Charts');
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'charts-machines',
    async reach(page) {
      await button(page, 'Machines').click();
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'log',
    widths: [900, 390],
    async reach(page) {
      await panel(page, 'Log', 'Log');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'trace-empty',
    widths: [900, 390],
    async reach(page) {
      await panel(page, 'Request trace', 'Trace');
    },
  },
  {
    name: 'trace',
    async reach(page) {
      const trace = await panel(page, 'Request trace', 'Trace');
      await button(trace, 'Send one request').click();
      await button(trace, 'Send').click();
      await trace.locator('.tr li').first().waitFor(SOON);
      await page.waitForTimeout(1200);
    },
  },
  {
    name: 'scrubbed',
    async reach(page) {
      await button(page, /^(Pause|Play)$/).click();
      const slider = page.getByRole('slider', { name: 'Moment shown' });
      await slider.focus();
      for (let i = 0; i < 6; i += 1) await page.keyboard.press('PageDown');
      await panel(page, 'Topology', 'Map');
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'editor',
    async reach(page) {
      await button(page, 'Back to now').click();
      await editor(page);
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'completion',
    async reach(page) {
      const region = await editor(page);
      await region.getByRole('textbox').first().click();
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.type("import { r } from 'node:crypto';\nmem");
      await region.getByRole('option').first().waitFor(SOON);
    },
  },
  {
    name: 'problem',
    async reach(page) {
      await page.keyboard.press('Escape');
      await page.keyboard.type('\nconst broken = (;\n');
      await page.keyboard.press('ControlOrMeta+s');
      await page.locator('.cm-problem-note').waitFor(SOON);
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'find',
    widths: [1440, 390],
    async reach(page) {
      await page.keyboard.press('ControlOrMeta+f');
      await page.getByRole('textbox', { name: 'Find' }).waitFor(SOON);
    },
  },
  {
    name: 'diff',
    async reach(page) {
      await page.keyboard.press('Escape');
      await button(await editor(page), 'Diff').click();
      await page.locator('.ed .df, .ed table, .ed ol').first().waitFor(SOON);
    },
  },
  {
    name: 'reset',
    async reach(page) {
      const region = await panel(page, 'Editor', 'Code');
      await button(region, 'Diff').click();
      await button(region, 'Reset').click();
    },
  },
  {
    name: 'attempts',
    async reach(page) {
      const region = await editor(page);
      await button(region, 'Keep').click();
      await button(region, 'Attempts and download').click();
      const menu = region.getByRole('group', { name: 'Attempts and download' });
      await menu.getByLabel(/Keep as|Save a copy as/).fill('Ask only healthy servers');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'share',
    widths: [1440, 900],
    async reach(page) {
      await page.keyboard.press('Escape');
      await button(page, 'Share').click();
      await page.getByLabel('Link', { exact: true }).waitFor(SOON);
    },
  },
  {
    name: 'drills',
    async reach(page) {
      await page.keyboard.press('Escape');
      const region = await panel(page, 'Editor', 'Code');
      await button(region, 'Reset').click();
      await button(region, /^Reset /).click();
      const drill = await panel(page, 'Drill', 'Drill');
      await button(drill, 'All drills').click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'drill',
    async reach(page) {
      const drill = await panel(page, 'Drill', 'Drill');
      // The last has files to mend; those before it may have blows to plan.
      await drill.locator('.d-list button').last().click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'drill-running',
    async reach(page) {
      const drill = await panel(page, 'Drill', 'Drill');
      await drill.getByRole('radio').first().check();
      await button(drill, /^Run the drill/).click();
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'verdict-failed',
    async reach(page) {
      await page.locator('.verdict', { hasText: /Failed|Passed/ }).waitFor({ timeout: 120_000 });
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'verdict-moment',
    async reach(page) {
      await button(page, /^See it at/).click();
      await page.waitForTimeout(800);
    },
  },
  {
    name: 'verdict-passed',
    async reach(page) {
      await button(page, 'Back to now').click();
      const drill = await panel(page, 'Drill', 'Drill');
      await button(drill, 'Show a solution').click();
      // It shows the files that it changed.
      await page.waitForTimeout(500);
      await panel(page, 'Drill', 'Drill');
      await button(drill, 'Run again').click();
      await page.locator('.verdict', { hasText: 'Passed' }).waitFor({ timeout: 120_000 });
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'experiment',
    async reach(page, { lab }) {
      const { measured } = (await (await page.request.get(`/labs/${lab}.json`)).json()) as {
        measured: Record<string, { variants: readonly unknown[] }>;
      };
      const [shortest = ''] = Object.keys(measured).sort(
        (a, b) => (measured[a]?.variants.length ?? 0) - (measured[b]?.variants.length ?? 0),
      );
      await page.goto(`/labs/${lab}/?experiment=${shortest}`);
      await running(page);
      await page.getByRole('region', { name: 'Drill' }).waitFor(SOON);
      await page.waitForTimeout(1500);
    },
  },
  {
    name: 'experiment-run',
    async reach(page) {
      const drill = page.getByRole('region', { name: 'Drill' });
      await button(drill, 'Run it here').click();
      await drill.getByText(/this run, here/).waitFor({ timeout: 240_000 });
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'incoming-damaged',
    async reach(page, { lab }) {
      await page.goto('about:blank');
      await page.goto(`/labs/${lab}/#share=1.broken`);
      await page.getByRole('dialog').waitFor(SOON);
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'lesson-poster',
    async reach(page, { lab }) {
      await page.goto('about:blank');
      await page.goto(`/${lab}/`);
      await button(page, 'Start the lab').scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'lesson-running',
    async reach(page) {
      await button(page, 'Start the lab').click();
      await running(page);
      await page.waitForTimeout(2000);
    },
  },
  {
    name: 'lesson-filled',
    widths: [1440, 900],
    async reach(page) {
      await button(page, 'Fill the window').click();
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'lesson-resized',
    widths: [1440, 900],
    async reach(page) {
      for (const edge of await page.getByRole('separator').all()) {
        await edge.focus();
        await page.keyboard.press('Shift+ArrowLeft');
        await page.keyboard.press('Shift+ArrowUp');
      }
      await page.waitForTimeout(400);
    },
  },
  ...realNodeScenes,
];
