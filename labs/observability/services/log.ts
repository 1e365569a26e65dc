/** Log lines that can be joined: whatever is said about a request carries the id it came with. */
import type { IncomingMessage } from 'node:http';

/** `LOG_IDS=off` shows what a log is worth without them. */
const WITH_ID = process.env.LOG_IDS !== 'off';

export function requestId(request: IncomingMessage): string {
  return String(request.headers['x-request-id'] ?? '');
}

export function log(request: IncomingMessage, says: string): void {
  const id = requestId(request);
  console.log(WITH_ID && id !== '' ? `request=${id} ${says}` : says);
}
