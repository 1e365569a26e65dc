/**
 * The balancer, as stage 4 left it: round robin over the servers that are ready, and a second try
 * elsewhere for what may safely be asked twice. New here: sticky sessions. A cookie of its own
 * names the server that somebody was first given, and sends them there for as long as it is up.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookie } from './cookies.ts';
import { servers, watch } from './servers.ts';
import type { Server } from './servers.ts';

/** ms the balancer waits for a web server. */
const TIMEOUT = 1000;

/** Methods that do the same however often they are repeated. */
const SAFE_TWICE = ['GET', 'PUT', 'DELETE'];

/** Both can be changed while it runs, see `operate`. */
const switches = {
  sticky: process.env.STICKY === 'on',
  retry: process.env.RETRY !== 'off',
};

let turn = 0;

/** Requests since the start. */
let count = 0;

/** Round robin over those that are up, without `not` if there is anybody else. */
function next(not?: Server): Server {
  const up = servers.filter((server) => server.up);
  const others = up.filter((server) => server !== not);
  const choice = others.length > 0 ? others : up;
  const server = choice[turn++ % choice.length];
  if (server === undefined) throw new Error('no server is ready');
  return server;
}

function pick(request: IncomingMessage): Server {
  const name = switches.sticky ? cookie(request, 'server') : undefined;
  return servers.find((server) => server.up && server.name === name) ?? next();
}

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET' } = request;
  const body = await read(request);
  let server = pick(request);
  let answer: Response;
  try {
    answer = await send(server, request, body);
  } catch (error) {
    if (!switches.retry || !SAFE_TWICE.includes(method)) throw error;
    server = next(server);
    answer = await send(server, request, body);
  }
  const stay = `server=${server.name}; Path=/; HttpOnly; Secure; SameSite=Lax`;
  response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/plain');
  response.setHeader('set-cookie', [...answer.headers.getSetCookie(), stay]);
  response.writeHead(answer.status).end(await answer.text());
}

/** Passes a request to one server. Throws when no answer comes. */
function send(server: Server, request: IncomingMessage, body?: string): Promise<Response> {
  const { method, url = '/' } = request;
  const headers = {
    cookie: request.headers.cookie ?? '',
    'x-request-id': String(request.headers['x-request-id'] ?? ''),
  };
  return fetch(server.url + url, { method, headers, body, signal: AbortSignal.timeout(TIMEOUT) });
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  if (request.method === 'GET') return undefined;
  let body = '';
  for await (const part of request) body += part;
  return body;
}

/** Not for the public, on a port of its own: `POST /balancer/sticky/off`, or just look. */
function operate(request: IncomingMessage, response: ServerResponse): void {
  const [, , name = '', value] = (request.url ?? '').split('/');
  if (name === 'sticky' || name === 'retry') switches[name] = value === 'on';
  response.writeHead(200).end(JSON.stringify({ ...switches, count }));
}

const server = createServer(async (request, response) => {
  count += 1;
  try {
    await forward(request, response);
  } catch (error) {
    console.log(`${request.method} ${request.url} answered 502: ${(error as Error).message}`);
    response.writeHead(502, { 'content-type': 'text/plain' }).end('no server answered\n');
  }
});

await watch();
createServer(operate).listen(9000);
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('balancing');
});
