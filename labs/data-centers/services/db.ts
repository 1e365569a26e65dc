/**
 * The database of one region. Orders are written here and shipped to the other region's database.
 * `COMMIT` says when an order counts as written:
 *
 * - `async`  at once; the other region hears of it when it can (the default)
 * - `sync`   when the other region has it too
 * - `home`   only the region `HOME` decides; the other one passes its orders on to it
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { disk, gauge } from '../../machine.ts';

interface Order {
  readonly id: string;
  readonly country: string;
}

const NAME = process.env.HOST_NAME ?? 'db';
const PEER = process.env.PEER_URL ?? '';
const COMMIT = process.env.COMMIT ?? 'async';
const HOME = process.env.HOME_DB ?? NAME;
/** How many can be sold: one to an order. */
const STOCK = Number(process.env.STOCK ?? Infinity);
/** Rows of this country never leave this region. */
const STAYS = process.env.STAYS ?? '';

const orders = new Map<string, Order>();
/** Written here, and not yet known to the other region. */
const backlog: Order[] = [];
let shipping = false;

async function write(order: Order, response: ServerResponse): Promise<void> {
  if (COMMIT === 'home' && HOME !== NAME) {
    const answer = await tell(`/orders/${order.id}`, order.country, undefined);
    return json(response, answer.status, await answer.json());
  }
  await disk(2);
  if (orders.size >= STOCK) return json(response, 409, { error: 'sold out' });
  orders.set(order.id, order);
  if (COMMIT === 'sync') await tell('/ship', '', [order]);
  else later(order);
  json(response, 201, order);
}

function later(order: Order): void {
  if (order.country === STAYS || PEER === '') return;
  backlog.push(order);
  void ship();
}

/** Sends what the other region lacks, in order, and again until it has answered. */
async function ship(): Promise<void> {
  if (shipping) return;
  shipping = true;
  while (backlog.length > 0) {
    gauge('behind', backlog.length);
    const batch = backlog.slice(0, 50);
    try {
      await tell('/ship', '', batch);
      backlog.splice(0, batch.length);
    } catch {
      await sleep(200);
    }
  }
  gauge('behind', 0);
  shipping = false;
}

/** Posts to the other region's database. Throws when it does not answer well in time. */
async function tell(path: string, country: string, batch: unknown): Promise<Response> {
  const answer = await fetch(PEER + path, {
    method: 'POST',
    headers: { 'x-country': country },
    body: batch === undefined ? undefined : JSON.stringify(batch),
    signal: AbortSignal.timeout(400),
  });
  if (answer.status >= 500) throw new Error(`the other region answered ${answer.status}`);
  return answer;
}

/** What the other region has written. An order that came before is the same order. */
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const part of request) body += part;
  for (const order of JSON.parse(body) as Order[]) orders.set(order.id, order);
  json(response, 200, { orders: orders.size });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, table, id = ''] = (request.url ?? '/').split('/');
  try {
    if (table === 'ship') return await receive(request, response);
    if (table === 'count') return json(response, 200, counted());
    if (request.method !== 'POST') return json(response, 200, orders.get(id) ?? {});
    await write({ id, country: String(request.headers['x-country'] ?? '') }, response);
  } catch (error) {
    json(response, 503, { error: (error as Error).message });
  }
});

/** All ids, and how many orders of which country. */
function counted(): object {
  const byCountry: Record<string, number> = {};
  for (const { country } of orders.values()) byCountry[country] = (byCountry[country] ?? 0) + 1;
  return { ids: [...orders.keys()].join(' '), byCountry };
}

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`${NAME} keeps orders, ${COMMIT}`);
});
