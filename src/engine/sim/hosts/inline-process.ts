/**
 * One simulated process in a context of its own (`node:vm`), on the kernel's thread. What reaches
 * it was made in another realm: it is made anew here, so that a program finds its own arrays.
 */
import { Guest, type GuestHost } from '../guest/main.ts';
import type { Body, ProcessEvent, ToProcess } from '../protocol.ts';

/** What `inline.ts` puts on the context's global object before this script, and takes back. */
export interface InlineBridge {
  host: GuestHost;
  receive?: (message: ToProcess) => void;
}

const scope = globalThis as unknown as { bridge?: InlineBridge };
const bridge = scope.bridge!;
delete scope.bridge;

const guest = new Guest(bridge.host);

bridge.receive = (message) => {
  if (message.k === 'boot')
    guest.receive({ ...message, hosts: { ...message.hosts }, env: { ...message.env } });
  else guest.receive({ ...message, events: Array.from(message.events, ours) });
};

function ours(event: ProcessEvent): ProcessEvent {
  if (event.k !== 'segment') return event;
  const { s } = event;
  switch (s.k) {
    case 'req':
    case 'res':
      return { ...event, s: { ...s, headers: Array.from(s.headers), body: ownBody(s.body) } };
    case 'data':
      return { ...event, s: { ...s, body: ownBody(s.body) } };
    default:
      return event;
  }
}

function ownBody(body: Body | null): Body | null {
  return body === null || typeof body === 'string' ? body : Uint8Array.from(body);
}
