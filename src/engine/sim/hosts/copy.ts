/**
 * What a message between threads gets for nothing: a copy that nobody else holds. Made by the
 * receiver, so that its arrays are of its own realm.
 */
import type { Body, ProcessEvent, ToProcess } from '../protocol.ts';

/** A message whose values a program may change, without its sender seeing it. */
export function ownCopy(message: ToProcess): ToProcess {
  return message.k === 'boot'
    ? { ...message, hosts: { ...message.hosts }, env: { ...message.env } }
    : { ...message, events: Array.from(message.events, ownEvent) };
}

function ownEvent(event: ProcessEvent): ProcessEvent {
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
