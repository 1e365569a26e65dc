/**
 * One simulated process in a browser's Worker: a classic one, from a blob, in an opaque origin.
 * Its wire to the kernel is a port that only this closure holds.
 */
import type { ToProcess } from '../protocol.ts';
import type * as Library from './guest-library.ts';
import { evaluateModule, macrotask, pathOf } from './worker-scope.ts';

/** Its text stands before this script's: `bundle.ts` puts them together. */
declare const GuestLibrary: typeof Library;
const { Guest, closeRealm, installGlobals } = GuestLibrary;

let unhandled: (reason: unknown) => void = () => {};
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  unhandled(event.reason);
});

onmessage = (event: MessageEvent<unknown>) => {
  onmessage = null;
  const port = event.data as MessagePort;
  const guest = new Guest({
    install: (globals) => {
      closeRealm();
      installGlobals(globals);
    },
    reply: (result) => port.postMessage(result),
    macrotask,
    // Browsers report rejections on a task that was queued after ours.
    settled: macrotask,
    evaluate: evaluateModule,
    pathOf,
    onUnhandledRejection: (report) => {
      unhandled = report;
    },
  });
  port.onmessage = ({ data }: MessageEvent<ToProcess>) => guest.receive(data);
};
