/** What a scene is, and the steps that many of them take. */
import type { Locator, Page } from '@playwright/test';

export interface Visit {
  readonly lab: string;
  readonly width: number;
  /** From the next page on, labs find the stand-in for a WebContainer's host behind this key. */
  readonly standIn: (apiKey: string) => Promise<void>;
}

export interface Scene {
  readonly name: string;
  /** Where it looks different; everywhere when absent. */
  readonly widths?: readonly number[];
  reach(page: Page, visit: Visit): Promise<void>;
}

export const SOON = { timeout: 15_000 };

export const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first();

/** A panel, brought to front where panels share a place. */
export async function panel(page: Page, name: string, tab: string): Promise<Locator> {
  const region = page.getByRole('region', { name, exact: true });
  if (!(await region.isVisible()))
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  await region.waitFor(SOON);
  return region;
}

export async function running(page: Page): Promise<void> {
  await page.locator('.run-s', { hasText: /running|paused/ }).waitFor({ timeout: 60_000 });
}
