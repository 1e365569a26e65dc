/** The database: items with version numbers, and the query behind the front page. Four cores. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { cpu, disk } from '../../machine.ts';

/** ms of a core: the front page ranks every sale of the week, an item is one look at an index. */
const FRONT_MS = 200;
const ITEM_MS = 20;

/** Items are numbered from 1 to this. */
const ITEMS = 1000;

/** How often each item was changed. */
const changes = new Map<string, number>();

/** A query answers with what was there when it began, however long it takes. */
async function readItem(response: ServerResponse, id: string): Promise<void> {
  const there = Number(id) >= 1 && Number(id) <= ITEMS;
  const version = 1 + (changes.get(id) ?? 0);
  await cpu(ITEM_MS);
  if (there) json(response, 200, { id, version });
  else json(response, 404, { error: `no item ${id}` });
}

async function writeItem(response: ServerResponse, id: string): Promise<void> {
  await disk(2);
  changes.set(id, (changes.get(id) ?? 0) + 1);
  json(response, 200, { id, version: 1 + (changes.get(id) ?? 0) });
}

async function readFront(response: ServerResponse): Promise<void> {
  await cpu(FRONT_MS);
  json(response, 200, { best: [3, 14, 15, 92, 65] });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, table, id = ''] = (request.url ?? '/').split('/');
  if (table === 'front') return readFront(response);
  if (table === 'items' && request.method === 'PUT') return writeItem(response, id);
  if (table === 'items') return readItem(response, id);
  json(response, 404, { error: `no table ${table}` });
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
