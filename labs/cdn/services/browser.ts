/**
 * Anna's browser, in Frankfurt. It has a cache of its own, reads the same headers as the edge, and
 * nobody can purge it. `GET /…` is Anna opening that path.
 */
import { createServer } from 'node:http';
import { rulesOf } from './cache-control.ts';

const EDGE = process.env.EDGE_URL ?? 'http://edge-eu:8080';

/** ms that Anna waits. */
const PATIENCE = 1500;

const copies = new Map<string, { readonly body: string; readonly until: number }>();

async function open(path: string, cookie: string): Promise<{ status: number; body: string }> {
  const copy = copies.get(path);
  if (copy !== undefined && copy.until > Date.now()) return { status: 200, body: copy.body };

  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(EDGE + path, { headers: { cookie }, signal });
  const body = await answer.text();
  const { keep, freshMs } = rulesOf(answer.headers.get('cache-control'), false);
  copies.delete(path);
  if (keep && answer.status === 200) copies.set(path, { body, until: Date.now() + freshMs });
  return { status: answer.status, body };
}

const server = createServer(async (request, response) => {
  try {
    const { status, body } = await open(request.url ?? '/', request.headers.cookie ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  } catch (error) {
    response.writeHead(504).end((error as Error).message);
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
