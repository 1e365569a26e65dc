/**
 * One simulated process in a browser's Worker: a classic one, from a blob, in an opaque origin.
 * Its wire to the kernel is a port that only this closure holds.
 */
import type { ToProcess } from '../protocol.ts';
import { findTasks } from './fresh-task.ts';
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
const ready = findTasks();
void ready.then(() => {
  addEventListener('unhandledrejection', (event) => {
    apply(preventDefault, event, []);
    unhandled(apply(reasonOf, event, []));
  });
});

onmessage = async (event: MessageEvent<unknown>) => {
  onmessage = null;
  const port = event.data as MessagePort;
  const post = port.postMessage.bind(port);
  const tasks = await ready;
  const guest = new Guest({
    ...tasks,
    install: (globals) => {
      closeRealm();
      installGlobals(globals);
    },
    reply: (result) => post(result),
    evaluate: evaluateModule,
    library: evaluateLibrary,
    pathOf,
    onUnhandledRejection: (report) => {
      unhandled = report;
    },
  });
  port.onmessage = (message) => guest.receive(apply(dataOf, message, []) as ToProcess);
};
