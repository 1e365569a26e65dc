/**
 * A lab in Firefox, which is driven over BiDi: it boots and runs, a drill comes to its verdict, and the
 * sandbox holds. What the journals say, `determinism.spec.ts` compares. @once
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, NO_FIREFOX, test } from './firefox-fixtures.ts';
import { WAYS_OUT } from './hostile/ways-out.ts';

/** ms in which a lab boots, or a drill comes to its end, on a busy computer. */
const PATIENCE = 90_000;

/** Clicks the first button that is called so. */
async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(
    `::-p-xpath(//button[normalize-space(.)="${name}" or contains(., "${name}")][not(@disabled)])`,
    { timeout: PATIENCE, visible: true },
  );
  await button!.click();
}

/** Waits until the text of the first such element matches. */
async function reads(page: Page, selector: string, pattern: RegExp): Promise<void> {
  await page.waitForFunction(
    (where, source) =>
      new RegExp(source).test(document.querySelector<HTMLElement>(where)?.innerText ?? ''),
    { timeout: PATIENCE },
    selector,
    pattern.source,
  );
}

test('A lab runs in Firefox, and a drill comes to its verdict @once', async ({ firefox, site }) => {
  test.skip(firefox === null, NO_FIREFOX);
  test.setTimeout(3 * PATIENCE);
  const { page, complaints } = await firefox!.newPage();
  await page.goto(`${site.url}/labs/load-balancer/`);
  await press(page, 'Start the lab');
  await reads(page, '.run-s', /running/);
  await reads(page, '[aria-label="Charts"] .now', /^[1-9]\d* ok$/);
  await press(page, 'All drills');
  await press(page, 'The dead keep getting mail');
  await (await page.waitForSelector('[aria-label="Drill"] input[type="radio"]'))!.click();
  await press(page, 'Run the drill');
  await reads(page, '[aria-label="Drill"] .verdict', /Failed/);
  await reads(page, '[aria-label="Drill"] .checks .bad .evid', /web-2/);
  expect(complaints).toEqual([]);
  await page.close();
});

/** Of every kind that a browser offers. */
const TRIED =
  /^(?:fetch of a real|XMLHttpRequest|WebSocket$|EventSource|importScripts|indexedDB|caches|.*parent|.*BroadcastChannel|a font)/i;

test('Programs that mean harm reach nothing in Firefox @once', async ({ firefox, site }) => {
  test.skip(firefox === null, NO_FIREFOX);
  test.setTimeout(3 * PATIENCE);
  const visits: string[] = [];
  const outside = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('hello');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  const { page } = await firefox!.newPage();
  const engine = await openEngine(page, `${site.url}/`);
  const programs = WAYS_OUT.filter(({ name }) => TRIED.test(name));
  expect(programs.length).toBeGreaterThanOrEqual(10);
  for (const { name, code } of programs) {
    const text = `import http from 'node:http';\nconst TARGET = ${JSON.stringify(target)};\nconst out = (text) => console.log(text);\nvoid [http, TARGET, out];\n${code}`;
    const plan = {
      machines: [{ id: 'web', entry: 'web.ts' }],
      links: [],
      files: { 'web.ts': text },
      seed: 1,
    };
    const { events } = await engine.run(plan, [], 1000);
    const said = events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));
    const crashed = events.some(({ kind }) => kind === 'crash');
    expect.soft(said, name).not.toContain('reached');
    expect.soft(crashed || said.some((line) => line.startsWith('refused:')), name).toBe(true);
  }
  expect(visits).toEqual([]);
  await page.close();
  outside.close();
});
