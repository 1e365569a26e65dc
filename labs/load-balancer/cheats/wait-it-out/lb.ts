/**
 * The load balancer: the one address that clients know, in front of several web servers.
 * For every request it picks a server, passes the request on, and hands the answer back.
 *
 * It starts broken on purpose. The three places to look at are marked LOOK HERE; the first is
 * in health.ts.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';
import { servers, watch } from './health.ts';
import type { Server } from './health.ts';

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** ms the balancer waits for a web server before it gives up. */
const TIMEOUT = 1000;

let turn = 0;

/**
 * LOOK HERE (2 of 3). Round robin: each server in turn. It never asks whether that server is up.
 */
function pick(): Server {
  const server = servers[turn++ % servers.length];
  if (server === undefined) throw new Error('no server to pick');
  return server;
}

/**
 * LOOK HERE (3 of 3). One request: pick, send, and if that fails wait and try once more. Whatever
 * was asked, it is asked again; and nothing keeps the second try away from the same dead server.
 */
async function forward(ask: Ask): Promise<Reply> {
  try {
    return await send(pick(), ask);
  } catch {
    await sleep(400);
    return send(pick(), ask);
  }
}

/** Passes a request to one server. Throws when no answer comes. */
async function send(server: Server, ask: Ask): Promise<Reply> {
  const { method, headers, body } = ask;
  const signal = AbortSignal.timeout(TIMEOUT);
  const answer = await fetch(server.url + ask.path, { method, headers, body, signal });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  return { status: answer.status, type, body: await answer.text() };
}

async function read(request: IncomingMessage): Promise<Ask> {
  const { method = 'GET', url: path = '/' } = request;
  // The request's id travels on, so that the hops of one request can be told from all others.
  const headers = { 'x-request-id': String(request.headers['x-request-id'] ?? '') };
  if (method === 'GET') return { method, path, headers };
  let body = '';
  for await (const part of request) body += part;
  return { method, path, headers, body };
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
