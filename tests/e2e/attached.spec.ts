/** `npm run lab` as a reader uses it: the page of a lab, and its machines as processes beside it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const COMMAND = fileURLToPath(new URL('../../scripts/lab.ts', import.meta.url));
let child: ChildProcess | undefined;

test.afterEach(async () => {
  if (!child || child.exitCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
});

/** Starts the command; resolves with the address that it prints. */
async function start(): Promise<string> {
  child = spawn(process.execPath, [COMMAND, 'load-balancer', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /http:\/\/localhost:\d+\/labs\/load-balancer\//.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('npm run lab ended without an address.');
}

test('a lab on this computer answers, tells its journal, and ends with its command @once', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const address = await start();
  await page.goto(address);
  await page.getByRole('button', { name: 'Start the lab' }).click();
  await expect(page.locator('.run-s')).toContainText('running', { timeout: 60_000 });
  const log = page.getByRole('region', { name: 'Log', exact: true });
  if (!(await log.isVisible())) await page.getByRole('tab', { name: /^Log/ }).click();
  await expect(log).toContainText('balancing over web-1, web-2, web-3', { timeout: 30_000 });

  // Somebody who does not know the secret, and a page of another site, get nowhere.
  const refused = await fetch(new URL('/attached/guess/calls', address), { method: 'POST' });
  expect(refused.status).toBe(404);

  child?.kill('SIGINT');
  await expect(page.getByText('The connection to npm run lab was lost').first()).toBeVisible({
    timeout: 30_000,
  });
});
