/**
 * The realm of a session's processes (`node:vm`), on the kernel's thread. What reaches it was made
 * in another realm: it is made anew there, so that a program finds its own arrays.
 */
import type { GuestHost } from '../guest/main.ts';
import * as library from './guest-library.ts';
import { SharedThread } from './shared.ts';

/** What `inline.ts` puts on the context's global object before this script, and takes back. */
export interface InlineBridge {
  host: Pick<GuestHost, 'macrotask' | 'settled' | 'evaluate' | 'library' | 'pathOf'>;
  thread?: SharedThread;
}

const scope = globalThis as unknown as { bridge?: InlineBridge };
const bridge = scope.bridge!;
delete scope.bridge;
bridge.thread = new SharedThread({ ...library, ...bridge.host });
