/**
 * The fixtures, with a stand-in for the WebContainer host, and how a test's pages are told of it. The
 * stand-in is another origin, and its refusals are meant: neither fails a test.
 */
import type { BrowserContext } from '@playwright/test';
import { existsSync } from 'node:fs';
import type { ContainerOverride } from '../../src/engine/webcontainer/settings.ts';
import { startContainerHost, type ContainerHostServer } from '../helpers/container-host/server.ts';
import { expect, test as base } from './fixtures.ts';

export { expect } from './fixtures.ts';

export const test = base.extend<object, { standIn: ContainerHostServer }>({
  standIn: [
    async ({}, use) => {
      const host = await startContainerHost();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  tolerated: async ({}, use) => {
    await use([/^left the site: \w+:\/\/localhost:|localhost:\d+\/headless/]);
  },
});

/** Points pages that are opened from now on at the stand-in. */
export async function useStandIn(
  context: BrowserContext,
  override: ContainerOverride,
): Promise<void> {
  await context.addInitScript((given) => {
    Object.assign(globalThis, { containerOverride: given });
  }, override);
}

/** Waits until every instance is gone, and looks that none left a process or a folder. */
export async function expectNothingLeft(standIn: ContainerHostServer): Promise<void> {
  await standIn.idle();
  const { instances, processes, folders } = standIn.count();
  expect({ instances, processes }).toEqual({ instances: 0, processes: 0 });
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
}
