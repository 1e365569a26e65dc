/**
 * One region: the shop's front door and its web servers, drawn as one machine, with a database of
 * its own beside it. A page or an order takes 40 ms of its one core, so it can do 25 a second.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, gauge } from '../../machine.ts';

const NAME = process.env.HOST_NAME ?? 'region';
const DB = process.env.DB_URL ?? 'http://db:8080';

/** Countries whose payments this region has the keys for. */
const PAY_KEYS = (process.env.PAY_KEYS ?? 'india,europe').split(',');

/** Requests that are being worked on, or wait for their turn. */
let inside = 0;

/**
 * LOOK HERE (3 of 3). So many may be inside before those who only browse are told to come back
 * later. Orders are what the shop lives on: they are always let in.
 */
const ROOM = Number(process.env.ROOM ?? Infinity);

function admit(isOrder: boolean): boolean {
  return isOrder || inside < ROOM;
}

/** The catalogue is the same everywhere and in memory: a page takes work, and no query. */
async function page(response: ServerResponse, id: string): Promise<void> {
  await cpu(40);
  json(response, 200, { item: id, by: NAME });
}

async function order(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  await cpu(40);
  const country = String(request.headers['x-country'] ?? '');
  if (!PAY_KEYS.includes(country)) throw new Error(`no payment key for ${country}`);
  const status = await write(request, id, country);
  json(response, status, { order: id, by: NAME });
}

/** Hands the order to this region's database. Sold out is an answer, silence is a failure. */
async function write(request: IncomingMessage, id: string, country: string): Promise<number> {
  const answer = await fetch(`${DB}/orders/${id}`, {
    method: 'POST',
    headers: {
      'x-request-id': String(request.headers['x-request-id'] ?? ''),
      'x-country': country,
    },
    signal: AbortSignal.timeout(600),
  });
  await answer.text();
  if (answer.status >= 500) throw new Error(`the database answered ${answer.status}`);
  return answer.status;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, kind, id = ''] = (request.url ?? '/').split('/');
  if (kind === 'healthz') return json(response, 200, { ok: true });
  const isOrder = kind === 'order' && request.method === 'POST';
  if (!admit(isOrder)) return json(response, 503, { error: 'busy, please come back later' });
  inside += 1;
  gauge('inside', inside);
  try {
    if (isOrder) await order(request, response, id);
    else await page(response, id);
  } catch (error) {
    console.log(`${request.method} ${request.url} failed: ${(error as Error).message}`);
    json(response, 500, { error: (error as Error).message });
  } finally {
    inside -= 1;
    gauge('inside', inside);
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`${NAME} is open`);
});
