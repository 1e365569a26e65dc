/**
 * The origin: where every answer is made. It stands in Mumbai.
 *
 *   GET  /…                          pages, files, /account
 *   POST /release                    a new release of the shop
 *   POST /purge?path=P[&at=EDGE]     tells the edges, or one of them, to forget P
 *   POST /rules                      {"path": "Cache-Control"}: set by hand, over headers.ts
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu } from '../../machine.ts';
import { headersFor } from './headers.ts';
import { publish, show } from './shop.ts';

const EDGES = (process.env.EDGES ?? '').split(',').filter((edge) => edge !== '');

/** ms to wait for an edge that is told to forget. */
const PATIENCE = 500;

/** Cache-Control by path, as somebody with a hand on the configuration has set it. */
const byHand = new Map<string, string>();

async function get(path: string, cookie: string, response: ServerResponse): Promise<void> {
  const { status, body, costs } = show(path, cookie);
  await cpu(costs);
  const rule = byHand.get(path);
  const headers = rule === undefined ? headersFor(path) : { 'cache-control': rule };
  // An error is nobody's to keep.
  const sent = status === 200 ? headers : { 'cache-control': 'no-store' };
  response.writeHead(status, { 'content-type': 'application/json', ...sent });
  response.end(JSON.stringify(body));
}

async function purge(path: string, at: string | null): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  const edges = at === null ? EDGES : [at];
  await Promise.all(
    edges.map(async (edge) => {
      try {
        const signal = AbortSignal.timeout(PATIENCE);
        const answer = await fetch(`http://${edge}:8080${path}`, { method: 'DELETE', signal });
        told[edge] = answer.status === 204 ? 'forgot' : String(answer.status);
      } catch {
        told[edge] = 'no answer';
      }
    }),
  );
  console.log(`purge ${path}: ${JSON.stringify(told)}`);
  return told;
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://origin');
  if (request.method === 'GET') return get(pathname, request.headers.cookie ?? '', response);
  if (pathname === '/release') return json(response, 200, { release: publish() });
  if (pathname === '/purge') {
    return json(
      response,
      200,
      await purge(searchParams.get('path') ?? '/', searchParams.get('at')),
    );
  }
  if (pathname === '/rules') {
    const rules = JSON.parse(await text(request)) as Record<string, string>;
    for (const [path, rule] of Object.entries(rules)) byHand.set(path, rule);
    return json(response, 200, rules);
  }
  json(response, 405, { error: `no ${request.method} ${pathname}` });
});

publish();
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
