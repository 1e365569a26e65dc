/** Where the frame is, and whose runtime it holds, on this site. */
import { onThisComputer } from './loopback.ts';
import type { EngineSettings } from './engine.ts';
import type { ContainerSettings } from './open.ts';

/** What tests set as `globalThis.containerOverride`, before the page's own scripts. */
export type ContainerOverride = Pick<ContainerSettings, 'host' | 'apiKey' | 'deadlines'>;

/**
 * @param root the site's path without the last slash
 * @param apiKey from the build's environment (`PUBLIC_WEBCONTAINER_API_KEY`)
 */
export function containerSettings(root: string, apiKey: string | undefined): EngineSettings {
  const { containerOverride } = globalThis as { containerOverride?: ContainerOverride };
  return {
    frameUrl: `${root}/engine/container.html`,
    fabricUrl: `${root}/engine/fabric.mjs`,
    preloadUrl: `${root}/engine/preload.mjs`,
    apiKey,
    ...(onThisComputer(location.hostname) ? containerOverride : undefined),
  };
}
