/**
 * A log under the address of the queue: nothing is ever removed, and each reader has a place of its
 * own in it. Who asks from another connection is told apart by the header `reader`.
 *
 *   POST /jobs/NAME    appends
 *   POST /take         the entry at this reader's place, or 204
 *   POST /ack/PLACE    moves this reader's place behind that entry
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

const entries: { readonly name: string; readonly body: string }[] = [];
const places = new Map<string, number>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, verb = '', id = ''] = (request.url ?? '/').split('/');
  const reader = String(request.headers.reader ?? '');
  let body = '';
  for await (const part of request) body += part;
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (verb === 'jobs') {
    entries.push({ name: id, body });
    return json(202, {});
  }
  if (verb === 'ack') {
    places.set(reader, Number(id));
    return json(200, {});
  }
  const place = places.get(reader) ?? 0;
  const entry = entries[place];
  if (entry !== undefined) {
    const job = JSON.parse(entry.body) as unknown;
    return json(200, { receipt: String(place + 1), name: entry.name, attempt: 1, body: job });
  }
  setTimeout(() => response.writeHead(204).end(), 100);
}

const server = createServer((request, response) => {
  void answer(request, response);
});

server.listen(Number(process.env.PORT ?? 8080));
