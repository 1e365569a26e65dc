/**
 * The load balancer: the one address that clients know, in front of several web servers.
 * For every request it picks a server, passes the request on, and hands the answer back.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { cpu } from '../../machine.ts';
import { servers, watch } from './health.ts';
import type { Server } from './health.ts';
import { pick } from './pick.ts';

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  /** Whom it comes from. */
  readonly client: string;
  readonly body?: string;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** ms the balancer waits for a web server before it gives up. */
const TIMEOUT = Number(process.env.TIMEOUT_MS ?? 1000);

/** One request: pick, send, and if that fails and it was a GET, once more elsewhere (`RETRY`). */
async function forward(ask: Ask): Promise<Reply> {
  const server = pick(servers, ask.client);
  try {
    return await send(server, ask);
  } catch (error) {
    if (ask.method !== 'GET' || process.env.RETRY !== 'on') throw error;
    return send(pick(servers, ask.client, server), ask);
  }
}

/** Passes a request to one server. Throws when no answer comes. */
async function send(server: Server, ask: Ask): Promise<Reply> {
  const { method, headers, body } = ask;
  const signal = AbortSignal.timeout(TIMEOUT);
  server.owes += 1;
  try {
    const answer = await fetch(server.url + ask.path, { method, headers, body, signal });
    const type = answer.headers.get('content-type') ?? 'text/plain';
    return { status: answer.status, type, body: await answer.text() };
  } finally {
    server.owes -= 1;
  }
}

async function read(request: IncomingMessage): Promise<Ask> {
  const { method = 'GET', url: path = '/' } = request;
  // An address, or with STICK=cookie what was put into the browser on an earlier visit.
  const stick = process.env.STICK === 'cookie' ? 'cookie' : 'x-forwarded-for';
  const client = String(request.headers[stick] ?? '');
  // The request's id travels on, so that the hops of one request can be told from all others.
  const headers = { 'x-request-id': String(request.headers['x-request-id'] ?? '') };
  if (method === 'GET') return { method, path, headers, client };
  let body = '';
  for await (const part of request) body += part;
  return { method, path, headers, client, body };
}

const server = createServer(async (request, response) => {
  await cpu(1);
  const ask = await read(request);
  try {
    const reply = await forward(ask);
    response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
  } catch (error) {
    console.log(`${ask.method} ${ask.path} answered 502: ${(error as Error).message}`);
    response.writeHead(502, { 'content-type': 'text/plain' }).end('no server answered\n');
  }
});

watch();
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`balancing over ${servers.map((each) => each.name).join(', ')}`);
});
