/**
 * The kernel in a Worker of the sandboxed frame, with processes in Workers of its own: away from
 * the frame's main thread, messages between them take less time. The page commands it through one
 * port and hears its journal there.
 */
import type { BootOptions, BootPlan } from '../../contract.ts';
import type { KernelHost, ProcessPort } from '../host.ts';
import type { WindowResult } from '../protocol.ts';
import { SimSession } from '../session.ts';
import { workScript } from './work.ts';
import { serveSession, type FromFrame, type ToFrame } from './wire.ts';

/** The bundled text of `browser-process.ts`, put here by `bundle.ts`. */
declare const PROCESS_SCRIPT: string;

const script = URL.createObjectURL(new Blob([PROCESS_SCRIPT], { type: 'text/javascript' }));

/**
 * Workers that have loaded their script and wait for a process. The first session's are started
 * while the page is still loading what it needs; later ones keep a restart from waiting.
 */
const spare: Worker[] = Array.from({ length: 5 }, () => new Worker(script));
/** So many are kept once a session runs. */
const KEPT = 1;

function takeWorker(): Worker {
  const worker = spare.pop() ?? new Worker(script);
  if (spare.length < KEPT) spare.push(new Worker(script));
  return worker;
}

let idler: Worker | null = null;

function afterWork(run: () => void): void {
  idler ??= new Worker(
    URL.createObjectURL(
      new Blob([workScript('onmessage=', 'postMessage')], { type: 'text/javascript' }),
    ),
  );
  idler.addEventListener('message', run, { once: true });
  idler.postMessage(0);
}

const host: KernelHost = {
  afterWork,
  wallClock: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  spawn: (onReply, onDeath): ProcessPort => {
    const worker = takeWorker();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<WindowResult>) => onReply(data);
    worker.onerror = (event) => onDeath(event.message);
    worker.postMessage(port2, [port2]);
    return {
      post: (message) => port1.postMessage(message),
      terminate: () => {
        worker.terminate();
        port1.close();
      },
    };
  },
};

const boot = async (plan: BootPlan, options: BootOptions): Promise<SimSession> => {
  const session = await SimSession.boot(plan, options, host);
  for (const worker of spare.splice(KEPT)) worker.terminate();
  return session;
};

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (!port) return;
  serveSession(boot, {
    post: (message: FromFrame) => port.postMessage(message),
    listen: (receive) => {
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => receive(data);
    },
  });
});
