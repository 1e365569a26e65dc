/**
 * The WebContainer engine: a lab on real Node in the page. Each session has a container of its own, in
 * a frame that goes with it; nothing of it is loaded before a boot.
 */
import type { BootOptions, BootPlan, Engine, Session } from '../contract.ts';
import { realSession } from '../node/session.ts';
import { CONTAINER_CAPABILITIES } from './capabilities.ts';
import { openContainer, type ContainerSettings } from './open.ts';
import { openTerminal } from './terminal.ts';

export interface EngineSettings extends ContainerSettings {
  /** Addresses of what runs in every session beside the lab (`src/pages/engine`). */
  readonly fabricUrl: string;
  readonly preloadUrl: string;
  /** Slow motion, as `RealOptions.slow`: for proofs. */
  readonly slow?: number;
}

export function webcontainerEngine(settings: EngineSettings): Engine {
  return {
    id: 'webcontainer',
    capabilities: CONTAINER_CAPABILITIES,
    /** @throws ContainerError when the container cannot be had, or dies meanwhile */
    async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
      const { signal } = options;
      const loading = Promise.all([
        load(settings.fabricUrl, signal),
        load(settings.preloadUrl, signal),
      ]);
      // Heard of when the container is there; until then nobody waits for it.
      loading.catch(() => undefined);
      const host = await openContainer(settings, options);
      try {
        const [fabric, preload] = await loading;
        const session = await realSession(host, plan, {
          ...options,
          parts: { fabric, preload },
          slow: settings.slow,
          capabilities: CONTAINER_CAPABILITIES,
        });
        return Object.assign(session, { openTerminal: openTerminal.bind(null, host) });
      } catch (error) {
        await host.dispose();
        signal?.throwIfAborted();
        throw host.failure ?? error;
      }
    },
  };
}

async function load(url: string, signal?: AbortSignal): Promise<string> {
  const answer = await fetch(url, signal ? { signal } : {}).catch(() => undefined);
  signal?.throwIfAborted();
  if (!answer?.ok)
    throw new Error(`A part of the engine did not load from ${url}. Check the connection.`);
  return answer.text();
}
