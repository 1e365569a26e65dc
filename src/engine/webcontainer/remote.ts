/**
 * The page's side of the frame: opens it, asks it, hears it, and removes it. Every question has a
 * deadline; when one passes, the frame goes, and every other question ends with the same error.
 */
import {
  bootFailed,
  bootTimeout,
  ContainerError,
  noFrame,
  notIsolated,
} from './container-error.ts';
import { after } from '../../lib/after.ts';
import { openFrame } from '../open-frame.ts';
import type { Deadlines } from './deadlines.ts';
import {
  CONNECT,
  type FrameEvent,
  type FrameReady,
  type FromFrame,
  type Request,
  type ToFrame,
} from './protocol.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class Remote {
  readonly #frame: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #gone = Promise.withResolvers<ContainerError>();
  #reason: ContainerError | undefined;
  #lastId = 0;
  /** Called with what the frame says by itself. */
  onEvent: (event: FrameEvent) => void = () => undefined;

  constructor(frame: HTMLIFrameElement, port: MessagePort) {
    this.#frame = frame;
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<FromFrame>) => this.#take(data);
  }

  /** Resolves, with why, when the frame was removed for a failure. Not when `drop` was asked for. */
  get gone(): Promise<ContainerError> {
    return this.#gone.promise;
  }

  /** Why it is gone, if it is. */
  get reason(): ContainerError | undefined {
    return this.#reason;
  }

  /**
   * Asks, and fails the whole frame when the answer takes longer than `ms`.
   * @param late the error of that
   * @throws Error with the frame's words when it could not be done; ContainerError when it is gone
   */
  ask(request: Request, ms: number, late: () => ContainerError): Promise<void> {
    if (this.#reason) return Promise.reject(this.#reason);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const stop = after(ms, () => this.fail(late()));
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T): void => {
          stop();
          this.#waiting.delete(id);
          end(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.post({ kind: 'ask', id, request });
    });
  }

  post(message: ToFrame): void {
    this.#port.postMessage(message);
  }

  /** Removes the frame, as it failed. */
  fail(error: ContainerError): void {
    if (this.#reason) return;
    this.drop(error);
    this.#gone.resolve(error);
  }

  /** Removes the frame: everything that ran in it ends. */
  drop(reason: ContainerError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#port.close();
    this.#frame.remove();
    for (const { reject } of [...this.#waiting.values()]) reject(reason);
  }

  #take(message: FromFrame): void {
    if (this.#reason) return;
    if (message.kind === 'done') this.#waiting.get(message.id)?.resolve();
    else if (message.kind === 'failed')
      this.#waiting.get(message.id)?.reject(new Error(message.message));
    else this.onEvent(message);
  }
}

/**
 * Puts a frame into the page, and waits until its script listens.
 * @throws ContainerError when it does not load, or is not isolated; the signal's reason
 */
export async function openRemote(
  url: string,
  deadlines: Deadlines,
  signal?: AbortSignal,
): Promise<Remote> {
  const { frame } = await openFrame({
    url,
    title: 'WebContainer',
    attributes: { allow: 'cross-origin-isolated' },
    ready: ({ origin, data }) => {
      const said = data as FrameReady | undefined;
      if (origin !== location.origin || said?.kind !== 'container:ready') return undefined;
      if (!said.isolated) throw notIsolated();
      return said;
    },
    deadline: deadlines.frame,
    late: () => noFrame(url, deadlines.frame),
    ...(signal ? { signal } : {}),
  });
  const channel = new MessageChannel();
  frame.contentWindow!.postMessage(CONNECT, location.origin, [channel.port2]);
  return new Remote(frame, channel.port1);
}

/** Starts the runtime in a frame. @throws ContainerError when it does not; the frame is gone then */
export async function bootRemote(
  remote: Remote,
  settings: { readonly apiKey?: string; readonly host?: string },
  deadlines: Deadlines,
): Promise<void> {
  try {
    await remote.ask({ op: 'boot', ...settings }, deadlines.boot, () =>
      bootTimeout(deadlines.boot),
    );
  } catch (error) {
    if (error instanceof ContainerError) throw error;
    const failed = bootFailed((error as Error).message);
    remote.drop(failed);
    throw failed;
  }
}
