/** Many pictures on one, to be looked at together. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser } from '@playwright/test';

/** @param width of the pictures, px */
export async function sheet(
  browser: Browser,
  files: readonly string[],
  to: string,
  width: number,
): Promise<void> {
  const columns = width < 600 ? 7 : 3;
  const each = width < 600 ? 270 : 660;
  const page = await browser.newPage({
    viewport: { width: columns * (each + 12) + 12, height: 400 },
  });
  const figures = files.map((file) => {
    const data = readFileSync(file).toString('base64');
    const name = basename(file, '.png');
    return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
  });
  const style = `body { margin: 12px; display: grid; grid-template-columns: repeat(${String(columns)}, ${String(each)}px); gap: 12px; background: #777; font: 12px monospace } figure { margin: 0 } img { width: 100%; display: block }`;
  await page.setContent(`<style>${style}</style>${figures.join('')}`);
  await page.screenshot({ path: to, fullPage: true });
  await page.close();
}
