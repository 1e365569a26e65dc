/** What every service of this lab shares: answering, and asking a neighbour with a time limit. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

export interface Ask {
  readonly method: string;
  readonly url: URL;
  /** The path in parts: `/item/7` is `['item', '7']`. */
  readonly parts: readonly string[];
  readonly body: string;
  /** The client's request that caused this one. */
  readonly trace: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export function reply(status: number, value: unknown = {}): Reply {
  return { status, body: JSON.stringify(value) };
}

/** Answers every request with what `handle` returns; what it throws is a 500. */
export function serve(handle: (ask: Ask) => Reply | Promise<Reply>): void {
  const server = createServer(async (request, response) => {
    let answer: Reply;
    try {
      answer = await handle(await read(request));
    } catch (error) {
      answer = reply(500, { error: (error as Error).message });
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  server.listen(Number(process.env.PORT ?? 8080), () => {
    console.log('up');
  });
}

async function read(request: IncomingMessage): Promise<Ask> {
  const { method = 'GET' } = request;
  const url = new URL(request.url ?? '/', 'http://here');
  const trace = String(request.headers['x-request-id'] ?? '');
  let body = '';
  if (method !== 'GET') for await (const part of request) body += part;
  return { method, url, parts: url.pathname.split('/').slice(1), body, trace };
}

export interface Call {
  readonly method?: string;
  readonly body?: string;
  readonly trace?: string;
  /** ms to wait for the answer. */
  readonly ms?: number;
}

/**
 * Asks a neighbour: `call('db-a', '/rows/7')`.
 * @throws when no answer comes in time. Any status is an answer.
 */
export async function call(host: string, path: string, options: Call = {}): Promise<Reply> {
  const { method = 'GET', trace = '', ms = 800 } = options;
  const body = method === 'GET' ? undefined : options.body;
  const headers: Record<string, string> = trace === '' ? {} : { 'x-request-id': trace };
  const signal = AbortSignal.timeout(ms);
  const answer = await fetch(`http://${host}:8080${path}`, { method, body, headers, signal });
  return { status: answer.status, body: await answer.text() };
}
