/** A web server of the shop: a front page, a page per item, and the editor's changes to items. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu } from '../../machine.ts';
import { changed, read } from './cache-aside.ts';

const NAME = process.env.HOST_NAME ?? 'web';
const DB = process.env.DB_URL ?? 'http://db:8080';

/** ms to wait for the database. */
const PATIENCE = 800;

interface Item {
  readonly id: string;
  readonly version: number;
}

interface Front {
  readonly best: readonly number[];
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url: path = '/' } = request;
  await cpu(1);
  if (path === '/') {
    const front = await read('front', () => query<Front>('GET', '/front'));
    return json(response, 200, { page: 'front', best: front?.best, by: NAME });
  }
  const [, kind, id = ''] = path.split('/');
  if (kind !== 'item') return json(response, 404, { error: `nothing at ${path}` });
  if (method === 'PUT') {
    const item = await query<Item>('PUT', `/items/${id}`);
    await changed(`item-${id}`);
    return json(response, 200, { item: id, version: item?.version, by: NAME });
  }
  const item = await read(`item-${id}`, () => query<Item>('GET', `/items/${id}`));
  if (item === null) return json(response, 404, { error: `no item ${id}` });
  json(response, 200, { item: id, version: item.version, by: NAME });
}

/** Asks the database. Null when it says that there is no such row; throws when it does not answer. */
async function query<Row>(method: string, path: string): Promise<Row | null> {
  const answer = await fetch(DB + path, { method, signal: AbortSignal.timeout(PATIENCE) });
  const body = await answer.text();
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the database answered ${answer.status}`);
  return JSON.parse(body) as Row;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response);
  } catch (error) {
    console.log(`${request.method} ${request.url} failed: ${(error as Error).message}`);
    json(response, 500, { error: 'the database did not answer' });
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
