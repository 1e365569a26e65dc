/**
 * One simulated process in a browser's Worker: a classic one, from a blob, in an opaque origin.
 * Its wire to the kernel is a port that only this closure holds.
 */
import { Guest } from '../guest/main.ts';
import type { ModuleBody } from '../guest/loader.ts';
import type { ToProcess } from '../protocol.ts';

const scope = globalThis as unknown as {
  importScripts(url: string): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  addEventListener(
    type: 'unhandledrejection',
    listener: (event: PromiseRejectionEvent) => void,
  ): void;
} & Record<string, unknown>;

const importScripts = scope.importScripts.bind(globalThis);
const { createObjectURL } = URL;
const RealBlob = Blob;
const paths = new Map<string, string>();

/** A round trip through a channel is a task of its own: every microtask runs before it. */
const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => {
  const then = resume!;
  resume = null;
  then();
};
const macrotask = (then: () => void): void => {
  resume = then;
  channel.port2.postMessage(0);
};

let unhandled: (reason: unknown) => void = () => {};
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  unhandled(event.reason);
});

/** Where a module's script leaves its body; gone again before any program runs. */
const SLOT = '__module';

scope.onmessage = (event) => {
  scope.onmessage = null;
  const port = event.data as MessagePort;
  const guest = new Guest({
    reply: (result) => port.postMessage(result),
    macrotask,
    // Browsers report rejections on a task that was queued after ours.
    settled: macrotask,
    evaluate: (path, code) => {
      const text = `self.${SLOT}=(async function* (exports, require, __import, __meta) {${code}\n})`;
      const url = createObjectURL(new RealBlob([text], { type: 'text/javascript' }));
      paths.set(url, path);
      importScripts(url);
      const body = scope[SLOT] as ModuleBody;
      Reflect.deleteProperty(scope, SLOT);
      return body;
    },
    pathOf: (url) => paths.get(url),
    onUnhandledRejection: (report) => {
      unhandled = report;
    },
  });
  port.onmessage = ({ data }: MessageEvent<ToProcess>) => guest.receive(data);
};
