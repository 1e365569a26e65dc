/**
 * The router: the service between the visitors and the databases. It sends writes to the primary
 * and reads to the replicas.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { cpu } from '../../machine.ts';
import { follow, primary, replicas } from './cluster.ts';
import type { Database } from './cluster.ts';

/** What a database answers. */
interface Answer {
  readonly status: number;
  /** Which database it was, and how far it had come: it has applied rows 1 to `position`. */
  readonly node: string;
  readonly position: number;
  /** Of a note: its text. Of a note, and of a write: its position in the log. */
  readonly text?: string;
  readonly lsn?: number;
}

/** Who asks, and for which note. */
interface Ask {
  readonly user: string;
  readonly id: string;
  readonly trace: string;
}

/** The position of the last note that anybody wrote. */
let need = 0;

async function read(ask: Ask): Promise<Answer> {
  const good = replicas().filter((replica) => replica.position >= need);
  return query(good[Math.floor(Math.random() * good.length)] ?? primary(), 'GET', ask);
}

async function write(ask: Ask, text: string): Promise<Answer> {
  const answer = await query(primary(), 'POST', ask, JSON.stringify({ text }));
  need = Math.max(need, answer.lsn ?? 0);
  return answer;
}

async function query(db: Database, method: string, ask: Ask, body?: string): Promise<Answer> {
  // The request's id travels on, so that the hops of one request can be told from all others.
  const headers = { 'x-request-id': ask.trace };
  const signal = AbortSignal.timeout(1000);
  const answer = await fetch(`${db.url}/rows/${ask.id}`, { method, headers, body, signal });
  return { ...((await answer.json()) as Answer), status: answer.status };
}

async function bodyOf(request: IncomingMessage): Promise<{ text: string }> {
  let body = '';
  for await (const part of request) body += part;
  return JSON.parse(body) as { text: string };
}

const server = createServer(async (request, response) => {
  await cpu(1);
  const { method, url = '/', headers } = request;
  const id = url.split('/')[2] ?? '';
  const ask = { user: String(headers['x-user']), id, trace: String(headers['x-request-id']) };
  try {
    const answer = await (method === 'POST' ? write(ask, (await bodyOf(request)).text) : read(ask));
    const { status, text, lsn, node } = answer;
    // A database that is no longer the primary refuses the write: for the visitor it failed.
    response.writeHead(status === 409 ? 503 : status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ note: id, text, lsn, from: node }));
  } catch (error) {
    console.log(`${method} ${url} answered 503: ${(error as Error).message}`);
    response.writeHead(503, { 'content-type': 'text/plain' }).end('no database answered\n');
  }
});

follow();
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('routing');
});
