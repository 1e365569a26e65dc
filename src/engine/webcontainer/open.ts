/**
 * Opens a WebContainer: a frame, and the runtime in it. Nothing of either is loaded before.
 */
import { cancelled } from './container-error.ts';
import { DEADLINES, type Deadlines } from './deadlines.ts';
import { ContainerHost } from './host.ts';
import { bootRemote, openRemote } from './remote.ts';

export interface ContainerSettings {
  /** Address of the frame's document (`src/pages/engine/container.html.ts`). */
  readonly frameUrl: string;
  /** The site's key at the runtime's vendor. */
  readonly apiKey?: string;
  /** Another host of the runtime, for tests: honoured on this computer alone. */
  readonly host?: string;
  readonly deadlines?: Partial<Deadlines>;
}

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Named steps, for a progress line. */
  readonly onStep?: (step: string) => void;
}

/**
 * Starts a WebContainer.
 * @throws ContainerError when it cannot be had: nothing of it is left then. The signal's reason.
 */
export async function openContainer(
  { frameUrl, apiKey, host, deadlines }: ContainerSettings,
  { signal, onStep }: OpenOptions = {},
): Promise<ContainerHost> {
  const limits = { ...DEADLINES, ...deadlines };
  onStep?.('opening the frame');
  const remote = await openRemote(frameUrl, limits, signal);
  const onAbort = (): void => remote.drop(cancelled());
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    onStep?.('starting the WebContainer');
    await bootRemote(remote, { apiKey, host }, limits);
    signal?.throwIfAborted();
    return new ContainerHost(remote, limits);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
