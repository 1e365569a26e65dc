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
import { openFrame } from '../../open-frame.ts';
import { SIM_CAPABILITIES } from '../session-capabilities.ts';
import type { LibraryName } from '../libraries.ts';
import { librariesOf, type LoadLibrary } from '../page-compiler.ts';
import { sqliteFrom } from './page-sqlite.ts';
import { RemoteSession, type FromFrame, type ToFrame } from './wire.ts';

/** A frame that has not said that it is ready after so many ms will not. */
const READY_MS = 15_000;
/** A frame that does not answer for so many ms has crashed. */
const HEARTBEAT_MS = 2_000;
const DEAD_AFTER_MS = 10_000;
const CRASHED =
  'it crashed, most likely for lack of memory (JavaScript heap out of memory): does a list or a map in a changed file grow without end?';

/** Fetches the script of a library, which stands beside the frame's document; each once. */
function libraryLoader(frameUrl: string): LoadLibrary {
  const scripts = new Map<LibraryName, Promise<string>>();
  const fetched = async (name: LibraryName): Promise<string> => {
    try {
      const answer = await fetch(frameUrl.replace(/[^/]*$/, `library-${name}.js`));
      if (answer.ok) return await answer.text();
    } catch {
      // Said below.
    }
    scripts.delete(name);
    throw new Error(`node:${name} could not be loaded. Check the connection and try again.`);
  };
  return (name) => {
    const script = scripts.get(name) ?? fetched(name);
    scripts.set(name, script);
    return script;
  };
}

/** @param frameUrl address of the frame's document; beside it are the parts of `node:sqlite` */
export function inPageEngine(frameUrl: string): Engine {
  let warm: Promise<HTMLIFrameElement> | null = null;
  const library = libraryLoader(frameUrl);
  const takeFrame = async (signal?: AbortSignal): Promise<HTMLIFrameElement> => {
    const early = warm;
    warm = null;
    // One that failed to load ahead gets its second chance here.
    const frame = await early?.catch(() => null);
    return frame ?? openKernel(frameUrl, signal);
  };
  return {
    id: 'in-page',
    capabilities: SIM_CAPABILITIES,
    warm() {
      warm ??= openKernel(frameUrl);
      warm.catch(() => undefined);
    },
    async boot(plan: BootPlan, options: BootOptions = {}): Promise<Session> {
      options.onStep?.('loading the engine');
      // What the plan's files import comes while the frame does. A failure is told when it is used.
      for (const name of librariesOf(plan)) library(name).catch(() => undefined);
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
        {
          library,
          sqlite: () => sqliteFrom(frameUrl.replace(/[^/]*$/, '')),
        },
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
async function openKernel(url: string, signal?: AbortSignal): Promise<HTMLIFrameElement> {
  const { frame } = await openFrame({
    url,
    title: 'Lab engine',
    attributes: { sandbox: 'allow-scripts' },
    ready: ({ data }) => (data === 'zero:ready' ? true : undefined),
    deadline: READY_MS,
    late: () =>
      new BootError(
        `The lab's engine did not load from ${url}. Check the connection and start again.`,
      ),
    ...(signal ? { signal } : {}),
  });
  return frame;
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
