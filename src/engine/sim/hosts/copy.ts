/**
 * What a message between threads gets for nothing: a copy that nobody else holds. Made by the
 * receiver, so that its arrays are of its own realm.
 */
import type { Body, ProcessEvent, ToProcess } from '../protocol.ts';

/** A message whose values a program may change, without its sender seeing it. */
export function ownCopy(message: ToProcess): ToProcess {
  if (message.k === 'boot')
    return { ...message, hosts: { ...message.hosts }, env: { ...message.env } };
  // By hand, as all of these: `Array.from` takes several times as long.
  const events: ProcessEvent[] = [];
  for (const event of message.events) events.push(ownEvent(event));
  return { k: 'run', at: message.at, until: message.until, events };
}

function ownEvent(event: ProcessEvent): ProcessEvent {
  if (event.k !== 'segment') return event;
  const { s } = event;
  switch (s.k) {
    case 'req':
    case 'res':
      return { ...event, s: { ...s, headers: ownTexts(s.headers), body: ownBody(s.body) } };
    case 'data':
      return { ...event, s: { ...s, body: ownBody(s.body) } };
    default:
      return event;
  }
}

function ownTexts(texts: readonly string[]): string[] {
  const own: string[] = [];
  for (let i = 0; i < texts.length; i++) own.push(texts[i]!);
  return own;
}

function ownBody(body: Body | null): Body | null {
  return body === null || typeof body === 'string' ? body : Uint8Array.from(body);
}
