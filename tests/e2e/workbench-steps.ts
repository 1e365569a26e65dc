/** What a reader does in the workbench, for the tests that do it. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const LAB = '/labs/load-balancer/';

/** Opens the lab's own page and starts it. */
export async function startLab(page: Page, path = LAB): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await running(page);
}

export async function running(page: Page): Promise<void> {
  await expect(page.locator('.run-s')).toContainText('running');
}

/** A panel by its name; brought to front where panels share a place. */
export async function panel(page: Page, name: string, tab: string): Promise<Locator> {
  const region = page.getByRole('region', { name, exact: true });
  const button = page.getByRole('tab', { name: new RegExp(`^${tab}`) });
  if (!(await region.isVisible())) await button.click();
  await expect(region).toBeVisible();
  return region;
}

/** Chooses a machine in the diagram and presses one of its actions. */
export async function act(page: Page, machine: string, action: string): Promise<void> {
  await panel(page, 'Topology', 'Map');
  await page.getByRole('button', { name: new RegExp(`^${machine} `) }).click();
  await page
    .getByRole('group', { name: 'Actions' })
    .getByRole('button', { name: action, exact: true })
    .click();
}

export async function openDrill(page: Page, title: string): Promise<Locator> {
  const region = await panel(page, 'Drill', 'Drill');
  await region.getByRole('button', { name: 'All drills' }).click();
  await region.getByRole('button', { name: new RegExp(title) }).click();
  return region;
}

/** Types at the beginning or the end of a file, and saves it. */
export async function writeInto(
  page: Page,
  file: string,
  where: 'Home' | 'End',
  text: string,
): Promise<void> {
  const region = await panel(page, 'Editor', 'Code');
  await region.getByRole('tab', { name: new RegExp(`^${file}`) }).click();
  await region.getByRole('textbox', { name: new RegExp(`^${file}`) }).click();
  await page.keyboard.press(`ControlOrMeta+${where}`);
  await page.keyboard.insertText(text);
  await page.keyboard.press('ControlOrMeta+s');
}

/** ms that the clock shows. */
export async function clock(page: Page): Promise<number> {
  return Math.round(Number.parseFloat(await page.locator('.clock').innerText()) * 1000);
}
