/**
 * One simulated process in a context of its own (`node:vm`), on the kernel's thread. What reaches
 * it was made in another realm: it is made anew here, so that a program finds its own arrays.
 */
import { closeRealm, installGlobals } from '../guest/globals.ts';
import { Guest, type GuestHost } from '../guest/main.ts';
import type { ToProcess } from '../protocol.ts';
import { ownCopy } from './copy.ts';

/** What `inline.ts` puts on the context's global object before this script, and takes back. */
export interface InlineBridge {
  host: Omit<GuestHost, 'install'>;
  receive?: (message: ToProcess) => void;
}

const scope = globalThis as unknown as { bridge?: InlineBridge };
const bridge = scope.bridge!;
delete scope.bridge;

const guest = new Guest({
  ...bridge.host,
  install: (globals) => {
    closeRealm();
    installGlobals(globals);
  },
});

bridge.receive = (message) => guest.receive(ownCopy(message));
