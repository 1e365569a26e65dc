/**
 * The in-page engine: a session in a sandboxed frame of an opaque origin, which may reach nothing.
 * The frame's document is built by `src/pages/engine/frame.html.ts` with the policy below.
 */
import {
  BootError,
  type BootOptions,
  type BootPlan,
  type Engine,
  type Session,
} from '../../contract.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import { sqliteFrom } from './page-sqlite.ts';
import { RemoteSession, type FromFrame, type ToFrame } from './wire.ts';

/** A frame that has not said that it is ready after so many ms will not. */
const READY_MS = 15_000;
/** A frame that does not answer for so many ms has crashed. */
const HEARTBEAT_MS = 2_000;
const DEAD_AFTER_MS = 10_000;
const CRASHED =
  'it crashed, most likely for lack of memory: does a list or a map in a changed file grow without end?';

/** @param frameUrl address of the frame's document; beside it are the parts of `node:sqlite` */
export function inPageEngine(frameUrl: string): Engine {
  let warm: Promise<HTMLIFrameElement> | null = null;
  const takeFrame = async (signal?: AbortSignal): Promise<HTMLIFrameElement> => {
    const early = warm;
    warm = null;
    // One that failed to load ahead gets its second chance here.
    const frame = await early?.catch(() => null);
    return frame ?? openFrame(frameUrl, signal);
  };
  return {
    id: 'in-page',
    capabilities: SIM_CAPABILITIES,
    warm() {
      warm ??= openFrame(frameUrl);
      warm.catch(() => undefined);
    },
    async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
      options.onStep?.('loading the engine');
      const frame = await takeFrame(options.signal);
      options.signal?.throwIfAborted();
      const channel = new MessageChannel();
      const session = new RemoteSession(
        {
          post: (message: ToFrame) => channel.port1.postMessage(message),
          listen: (receive) => {
            channel.port1.onmessage = ({ data }: MessageEvent<FromFrame>) => receive(data);
          },
        },
        () => sqliteFrom(frameUrl.replace(/[^/]*$/, '')),
        () => {
          channel.port1.close();
          frame.remove();
        },
      );
      frame.contentWindow!.postMessage('zero:connect', '*', [channel.port2]);
      const onAbort = (): void => session.end('cancelled', false);
      options.signal?.addEventListener('abort', onAbort, { once: true });
      try {
        await session.boot(plan, options);
      } catch (error) {
        session.end('it could not start', false);
        options.signal?.throwIfAborted();
        throw error;
      } finally {
        options.signal?.removeEventListener('abort', onAbort);
      }
      // Where the browser tells of it, at once; elsewhere by its silence.
      channel.port1.addEventListener('close', () => session.end(CRASHED));
      watch(session);
      return session;
    },
  };
}

/** Puts a frame into the page and waits until its kernel listens. */
function openFrame(url: string, signal?: AbortSignal): Promise<HTMLIFrameElement> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.setAttribute('aria-hidden', 'true');
    frame.tabIndex = -1;
    frame.title = 'Lab engine';
    frame.className = 'engine-frame';
    frame.hidden = true;
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      removeEventListener('message', onMessage);
      signal?.removeEventListener('abort', onAbort);
      end();
    };
    const fail = (error: Error): void =>
      settle(() => {
        frame.remove();
        reject(error);
      });
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (event.source === frame.contentWindow && event.data === 'zero:ready')
        settle(() => resolve(frame));
    };
    const onAbort = (): void => fail(signal!.reason as Error);
    const timer = setTimeout(
      () =>
        fail(
          new BootError(
            `The lab's engine did not load from ${url}. Check the connection and start again.`,
          ),
        ),
      READY_MS,
    );
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    addEventListener('message', onMessage);
    frame.src = url;
    document.body.append(frame);
  });
}

/** A crashed frame says nothing: only its silence tells. */
function watch(session: RemoteSession): void {
  let alive = true;
  let silentSince = performance.now();
  void session.died.then(() => {
    alive = false;
  });
  const beat = (): void => {
    if (!alive) return;
    const asked = performance.now();
    session.ping().then(
      () => {
        silentSince = performance.now();
      },
      () => {
        alive = false;
      },
    );
    setTimeout(() => {
      // A background tab is slowed down, its timers included: measure only what was awake.
      if (
        document.visibilityState === 'visible' &&
        silentSince < asked &&
        performance.now() - silentSince > DEAD_AFTER_MS
      ) {
        session.end(CRASHED);
      } else beat();
    }, HEARTBEAT_MS);
  };
  beat();
}
