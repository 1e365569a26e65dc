/**
 * The balancer: deals requests to the instances in rotation, one after the other. Instance n lives
 * on host ((n - 1) mod hosts) + 1 and is addressed by a header.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counters } from './counters.ts';
import { log, requestId } from './log.ts';

const HOSTS = (process.env.HOSTS ?? '').split(',');

/** Instances 1 to this are in rotation. `PUT /rotation/N` changes it. */
let active = Number(process.env.ACTIVE ?? 50);
let turn = 0;

/** What the public sees, an unreachable host included. */
const seen = new Counters('seen="edge"');

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = Date.now();
  const instance = 1 + (turn++ % active);
  const host = HOSTS[(instance - 1) % HOSTS.length] ?? '';
  const { method, url: path = '/' } = request;
  const headers = { 'x-request-id': requestId(request), 'x-instance': String(instance) };
  let status = 502;
  let body = '{"error":"no answer"}';
  try {
    const answer = await fetch(host + path, { method, headers, signal: AbortSignal.timeout(2000) });
    status = answer.status;
    body = await answer.text();
  } catch {
    // The host is down or silent; 502 says so.
  }
  if (status >= 500) log(request, `${method} ${path} ended with ${status}`);
  seen.add(Date.now() - began, status < 500);
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

const server = createServer((request, response) => {
  const [, kind, value] = (request.url ?? '/').split('/');
  if (kind === 'metrics') return void response.end(seen.lines().join('\n'));
  if (kind === 'rotation' && request.method === 'PUT') {
    active = Number(value);
    console.log(`${active} instances in rotation`);
    return void response.writeHead(204).end();
  }
  return void forward(request, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`up, ${active} instances in rotation`);
});
