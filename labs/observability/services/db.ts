/** The database that all instances share. Its waiting line has 60 places; then it turns away. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, gauge } from '../../machine.ts';
import { log } from './log.ts';

/** ms of a core for a query. */
const QUERY_MS = Number(process.env.QUERY_MS ?? 20);
const CORES = Number(process.env.CORES ?? 4);
const ROOM = 60;

let inside = 0;
let orders = 0;

const waiting = (): number => Math.max(0, inside - CORES);

async function query(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, table, id = ''] = (request.url ?? '/').split('/');
  if (waiting() >= ROOM) {
    log(request, `${request.url} turned away, ${ROOM} are waiting`);
    return json(response, 503, { error: 'too many queries' });
  }
  inside += 1;
  await cpu(QUERY_MS);
  inside -= 1;
  gauge('waiting', waiting());
  // The shop's ordinary bug: now and then somebody follows a link to an item called `odd`.
  if (id === 'odd') {
    log(request, `${request.url} is not a number`);
    return json(response, 400, { error: 'not a number' });
  }
  if (table === 'orders') orders += 1;
  json(response, table === 'orders' ? 201 : 200, { id, table });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  if (request.url !== '/metrics') return void query(request, response);
  const lines = [`db_waiting ${waiting()}`, `db_room ${ROOM}`, `orders_written_total ${orders}`];
  return void response.end(lines.join('\n'));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
