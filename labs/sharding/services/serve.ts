/** HTTP around a function: the body of writes goes in, JSON comes out, and what it throws is a 502. */
import { createServer } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
}

/** Serves on this machine's port. `up` is what to log once it does. */
export function serve(
  answer: (method: string, url: URL, body: string) => Promise<Reply>,
  up: string,
): void {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    let body = '';
    if (method === 'PUT') for await (const part of request) body += part;
    let reply: Reply;
    try {
      reply = await answer(method, new URL(url, 'http://here'), body);
    } catch (error) {
      reply = { status: 502, json: { error: (error as Error).message } };
    }
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(reply.json === undefined ? '' : JSON.stringify(reply.json));
  });
  server.listen(Number(process.env.PORT ?? 8080), () => {
    console.log(up);
  });
}
