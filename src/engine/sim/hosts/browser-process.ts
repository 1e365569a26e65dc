/**
 * One simulated process in a browser's Worker: a classic one, from a blob, in an opaque origin.
 * Its wire to the kernel is a port that only this closure holds.
 */
import type { ToProcess } from '../protocol.ts';
import { tasksOf } from './fresh-task.ts';
import type { ToWorker } from './frame-messages.ts';
import type * as Library from './guest-library.ts';
import { evaluateLibrary, evaluateModule, pathOf } from './worker-scope.ts';

/** Its text stands before this script's: `bundle.ts` puts them together. */
declare const GuestLibrary: typeof Library;
const { Guest, closeRealm, installGlobals } = GuestLibrary;

// A program shares this realm, and may change what its classes inherit: what handles the port is
// taken from them beforehand, so that no program is ever handed the port or an event of it.
const { apply } = Reflect;
const dataOf = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!.get!;
const reasonOf = Object.getOwnPropertyDescriptor(PromiseRejectionEvent.prototype, 'reason')!.get!;
const { preventDefault } = Event.prototype;

let unhandled: (reason: unknown) => void = () => {};
addEventListener('unhandledrejection', (event) => {
  apply(preventDefault, event, []);
  unhandled(apply(reasonOf, event, []));
});

onmessage = (event: MessageEvent<unknown>) => {
  onmessage = null;
  const { port, tasks } = event.data as ToWorker;
  const post = port.postMessage.bind(port);
  const guest = new Guest({
    ...tasksOf(tasks),
    install: (globals) => {
      closeRealm();
      installGlobals(globals);
    },
    reply: (result) => post(result),
    part: (part) => post(part),
    evaluate: evaluateModule,
    library: evaluateLibrary,
    pathOf,
    onUnhandledRejection: (report) => {
      unhandled = report;
    },
  });
  port.onmessage = (message) => guest.receive(apply(dataOf, message, []) as ToProcess);
};
