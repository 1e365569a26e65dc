/**
 * What runs in the sandboxed frame: the kernel, with processes in Workers of the same opaque
 * origin. The page outside commands it through one port and hears its journal there.
 */
import type { KernelHost, ProcessPort } from '../host.ts';
import type { WindowResult } from '../protocol.ts';
import { SimSession } from '../session.ts';
import { workScript } from './work.ts';
import { serveSession, type FromFrame, type ToFrame } from './wire.ts';

/** The bundled text of `browser-process.ts`, put here by `bundle.ts`. */
declare const PROCESS_SCRIPT: string;

const script = URL.createObjectURL(new Blob([PROCESS_SCRIPT], { type: 'text/javascript' }));

let worker: Worker | null = null;

function afterWork(run: () => void): void {
  worker ??= new Worker(
    URL.createObjectURL(
      new Blob([workScript('onmessage=', 'postMessage')], { type: 'text/javascript' }),
    ),
  );
  worker.addEventListener('message', run, { once: true });
  worker.postMessage(0);
}

const host: KernelHost = {
  afterWork,
  wallClock: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  spawn: (onReply, onDeath): ProcessPort => {
    const worker = new Worker(script);
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

addEventListener('message', (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.source !== parent || event.data !== 'zero:connect' || !port) return;
  serveSession((plan, options) => SimSession.boot(plan, options, host), {
    post: (message: FromFrame) => port.postMessage(message),
    listen: (receive) => {
      port.onmessage = ({ data }: MessageEvent<ToFrame>) => receive(data);
    },
  });
});

// The page waits for this before it sends the port. It cannot name an origin: ours is opaque.
parent.postMessage('zero:ready', '*');
