/**
 * The database of the shop: who signed up, and an outbox beside it. One write is one transaction.
 *
 *   PUT    /signups/NAME     the body: { to } or { to, job }; with a job, both are kept or neither
 *   GET    /signups/NAME     who that is
 *   GET    /outbox           jobs that were kept and not yet removed
 *   DELETE /outbox/NAME      removes one
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { disk } from '../../machine.ts';

const signups = new Map<string, { readonly to: string }>();
const outbox = new Map<string, { readonly to: string }>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, table, name = ''] = (request.url ?? '/').split('/');
  let body = '';
  for await (const part of request) body += part;
  const reply = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (request.method === 'PUT') {
    const { to, job } = JSON.parse(body) as { to: string; job?: string };
    await disk(1);
    signups.set(name, { to });
    if (job !== undefined) outbox.set(job, { to });
    return reply(200, { name });
  }
  if (table === 'outbox') {
    if (request.method === 'DELETE') outbox.delete(name);
    return reply(
      200,
      [...outbox].map(([job, { to }]) => ({ job, to })),
    );
  }
  const signup = signups.get(name);
  if (signup === undefined) reply(404, { error: `nobody called ${name}` });
  else reply(200, { name, ...signup });
}

const server = createServer((request, response) => {
  void answer(request, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
