/** Where the frame is, and whose runtime it holds, on this site. */
import { onThisComputer } from './loopback.ts';
import type { ContainerSettings } from './open.ts';

/** What tests set as `globalThis.containerOverride`, before the page's own scripts. */
export type ContainerOverride = Pick<ContainerSettings, 'host' | 'apiKey' | 'deadlines'>;

/**
 * @param root the site's path without the last slash
 * @param apiKey from the build's environment (`PUBLIC_WEBCONTAINER_API_KEY`)
 */
export function containerSettings(root: string, apiKey: string | undefined): ContainerSettings {
  const { containerOverride } = globalThis as { containerOverride?: ContainerOverride };
  return {
    frameUrl: `${root}/engine/container.html`,
    apiKey,
    ...(onThisComputer(location.hostname) ? containerOverride : undefined),
  };
}
