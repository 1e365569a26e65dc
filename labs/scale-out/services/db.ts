/**
 * The database: the shop's items, behind connections of which there are only so many.
 *
 * A connection is an answer that does not end. When the process at either side dies it breaks, and
 * its place is free again, as with the TCP connection of a real database.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, gauge } from '../../machine.ts';

/** Connections that may be open at once. PostgreSQL comes with 100. */
const MAX_CONNECTIONS = Number(process.env.MAX_CONNECTIONS ?? 40);

/** ms of work: to open a connection (a process of its own, a password), and to run a query. */
const CONNECT_MS = 20;
const QUERY_MS = Number(process.env.QUERY_MS ?? 40);

/** Queries under way at once get in each other's way: each one more makes them this much dearer. */
const CROWDING = Number(process.env.CROWDING ?? 0.01);

interface Place {
  readonly answer: ServerResponse;
  busy: boolean;
}

const open = new Map<string, Place>();
let connections = 0;
let refused = 0;
let running = 0;

async function connect(response: ServerResponse): Promise<void> {
  if (open.size >= MAX_CONNECTIONS) {
    gauge('refused', ++refused);
    return text(response, 503, 'sorry, too many clients already');
  }
  const id = String(++connections);
  open.set(id, { answer: response, busy: false });
  gauge('connections', open.size);
  response.on('close', () => {
    open.delete(id);
    gauge('connections', open.size);
  });
  await cpu(CONNECT_MS);
  response.writeHead(200, { 'x-connection': id }).write('open\n');
}

/** One query at a time and connection, as on the wire of a real one. */
async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const place = open.get(String(request.headers['x-connection']));
  if (place === undefined) return text(response, 401, 'no such connection');
  if (place.busy) return text(response, 409, 'this connection is at another query');
  place.busy = true;
  gauge('running', ++running);
  await cpu(QUERY_MS * (1 + CROWDING * running));
  gauge('running', --running);
  place.busy = false;
  const id = (request.url ?? '').split('/')[2] ?? '';
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id, name: `Item no. ${id}` }));
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
}

const server = createServer(async (request, response) => {
  const [, table, id = ''] = (request.url ?? '/').split('/');
  if (table === 'items') return query(request, response);
  if (table !== 'connections') return text(response, 404, `no table ${table}`);
  if (request.method === 'POST') return connect(response);
  open.get(id)?.answer.end();
  text(response, 200, 'closed');
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`up, ${MAX_CONNECTIONS} connections at most`);
});
