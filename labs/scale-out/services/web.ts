/**
 * A web server of the shop. It keeps nothing itself, so there may be as many copies as anybody
 * likes. All of them ask the same database, through the pool in db-pool.ts.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { block, cpu } from '../../machine.ts';
import { fill, query } from './db-pool.ts';

const NAME = process.env.HOST_NAME ?? 'web';

/** ms of work to render a page. */
const PAGE_MS = Number(process.env.PAGE_MS ?? 20);

/** Requests that may be inside at once; more are turned away. */
const LIMIT = Number(process.env.LIMIT ?? 500);

/** `RENDER=main-thread` renders in plain JavaScript: one core, however many the machine has. */
const ON_MAIN_THREAD = process.env.RENDER === 'main-thread';

let inside = 0;

/** A page: rendered here, on any core that is free, and one query. */
async function item(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  if (ON_MAIN_THREAD) block(PAGE_MS);
  else await cpu(PAGE_MS);
  const trace = String(request.headers['x-request-id'] ?? '');
  const row = (await query(`/items/${id}`, trace)) as { name: string };
  json(response, 200, { item: id, name: row.name, by: NAME });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, kind, id = ''] = (request.url ?? '/').split('/');
  if (kind === 'healthz') return json(response, 200, { ok: true });
  if (kind !== 'item') return json(response, 404, { error: `nothing at ${request.url}` });
  if (inside >= LIMIT) return json(response, 503, { error: 'too many requests inside' });
  inside += 1;
  try {
    await item(request, response, id);
  } catch (error) {
    console.log(`${request.url} answered 503: ${(error as Error).message}`);
    json(response, 503, { error: (error as Error).message });
  } finally {
    inside -= 1;
  }
});

void fill();
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
