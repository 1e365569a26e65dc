/**
 * A web server of the shop. It keeps nothing itself: what must last is in the database, so any of
 * several copies can answer any request.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';

const NAME = process.env.HOST_NAME ?? 'web';
const DB = process.env.DB_URL ?? 'http://db:8080';

/** Requests that may be inside at once; more are turned away with 503. */
const LIMIT = Number(process.env.LIMIT ?? 64);

/** For so many ms after its start, every second health answer is a bad one. */
const FLAKY_MS = Number(process.env.FLAKY_MS ?? 0);

const started = Date.now();
let inside = 0;
let probes = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url: path = '/' } = request;
  if (path === '/healthz') return health(request, response);
  const [, kind, id = ''] = path.split('/');
  if (kind === 'item') return item(request, response, id);
  if (kind === 'order' && method === 'POST') return order(request, response, id);
  if (kind === 'order') return readOrder(request, response, id);
  return json(response, 404, { error: `nothing at ${path}` });
}

/**
 * How a balancer asks whether this process can work. A shallow check looks at this machine alone;
 * a deep one (`DEEP_CHECK=on`) also asks the database.
 */
async function health(request: IncomingMessage, response: ServerResponse): Promise<void> {
  probes += 1;
  if (process.env.DEEP_CHECK === 'on') await query(request, 'GET', '/items/1');
  const flaky = Date.now() - started < FLAKY_MS && probes % 2 === 0;
  json(response, flaky ? 503 : 200, { ok: !flaky });
}

/** A page: 10 ms of work here, and one query. `/item/7/heavy` takes ten times the work. */
async function item(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  await cpu(request.url?.endsWith('/heavy') ? 100 : 10);
  const row = (await query(request, 'GET', `/items/${id}`)) as { name: string };
  json(response, 200, { item: id, name: row.name, by: NAME });
}

/** An order: it is written first, then its receipt is mailed, then the client hears of it. */
async function order(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  await cpu(5);
  await query(request, 'POST', `/orders/${id}`);
  await sleep(150); // the mail provider takes its time
  json(response, 201, { order: id, by: NAME });
}

/** How often an order was written: 1 if all is well. */
async function readOrder(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  await cpu(5);
  const row = (await query(request, 'GET', `/orders/${id}`)) as { times: number };
  json(response, 200, { order: id, times: row.times, by: NAME });
}

async function query(request: IncomingMessage, method: string, path: string): Promise<unknown> {
  const headers = { 'x-request-id': String(request.headers['x-request-id'] ?? '') };
  const answer = await fetch(DB + path, { method, headers, signal: AbortSignal.timeout(800) });
  if (!answer.ok) throw new Error(`the database answered ${answer.status}`);
  return answer.json();
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  if (inside >= LIMIT) return json(response, 503, { error: 'too many requests inside' });
  inside += 1;
  try {
    await answer(request, response);
  } catch (error) {
    console.log(`${request.method} ${request.url} failed: ${(error as Error).message}`);
    json(response, 500, { error: 'the database did not answer' });
  } finally {
    inside -= 1;
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
