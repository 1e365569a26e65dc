/** The database: the shop's items and its orders, in memory, behind HTTP. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { cpu, disk } from '../../machine.ts';

/** How often each order was written. More than once means that somebody paid twice. */
const orders = new Map<string, number>();

async function readItem(response: ServerResponse, id: string): Promise<void> {
  await cpu(5);
  json(response, 200, { id, name: `Item no. ${id}` });
}

async function readOrder(response: ServerResponse, id: string): Promise<void> {
  await cpu(5);
  json(response, 200, { id, times: orders.get(id) ?? 0 });
}

/** Writes an order down, whether it has been here before or not: the caller has to know. */
async function writeOrder(response: ServerResponse, id: string): Promise<void> {
  await disk(5);
  const times = (orders.get(id) ?? 0) + 1;
  orders.set(id, times);
  if (times > 1) console.log(`order ${id} written ${times} times`);
  json(response, 201, { id, times });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, table, id = ''] = (request.url ?? '/').split('/');
  if (table === 'items') return readItem(response, id);
  if (table === 'orders' && request.method === 'POST') return writeOrder(response, id);
  if (table === 'orders') return readOrder(response, id);
  json(response, 404, { error: `no table ${table}` });
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
