/**
 * An edge: a cache near the people. It answers with a copy where it may, and asks further on where
 * it must: the origin, or a shield in front of it. It starts broken on purpose, in who has to wait
 * for whose answer.
 *
 *   GET /…       a copy that is fresh (hit), else the answer from further on (miss)
 *   DELETE /…    forgets the copies of that path
 */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { gauge } from '../../machine.ts';
import { rulesOf } from './cache-control.ts';
import { forget, held, keyOf, look, put } from './copies.ts';
import type { Copy } from './copies.ts';

const UPSTREAM = process.env.UPSTREAM ?? 'http://origin:8080';
/** ms to wait for the answer from further on. */
const PATIENCE = 800;

/** Questions under way, by key: whoever comes meanwhile waits for the first. */
const asking = new Map<string, Promise<unknown>>();

async function ask(url: URL, headers: IncomingHttpHeaders): Promise<Copy> {
  const cookie = headers.cookie ?? '';
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(UPSTREAM + url.pathname + url.search, { headers: { cookie }, signal });
  const body = await answer.text();
  if (answer.status >= 500) throw new Error(`status ${answer.status}`);

  const control = answer.headers.get('cache-control');
  const vary = answer.headers.get('vary');
  const { keep, freshMs, staleIfErrorMs } = rulesOf(control, true);
  const until = Date.now() + freshMs;
  const copy: Copy = {
    status: answer.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': control ?? '',
      ...(vary && { vary }),
    },
    body,
    until,
    staleUntil: until + staleIfErrorMs,
  };
  if (keep && vary !== '*') put(url, headers, copy);
  return copy;
}

async function find(url: URL, headers: IncomingHttpHeaders): Promise<readonly [Copy, string]> {
  const fresh = (): Copy | undefined => {
    const copy = look(url, headers);
    return copy !== undefined && copy.until > Date.now() ? copy : undefined;
  };
  const hit = fresh();
  if (hit) return [hit, 'hit'];
  const key = keyOf(url, headers);
  // What the first brings back may be for its eyes only. Then each of the others asks as well.
  await asking.get(key)?.catch(() => undefined);
  const shared = fresh();
  if (shared) return [shared, 'hit'];

  const question = ask(url, headers);
  asking.set(key, question);
  try {
    return [await question, 'miss'];
  } catch (error) {
    const old = look(url, headers);
    if (old !== undefined && old.staleUntil > Date.now()) return [old, 'stale'];
    throw error;
  } finally {
    if (asking.get(key) === question) asking.delete(key);
  }
}

/** The share of answers without the origin among the last 50, in per cent. */
const recent: boolean[] = [];
function count(hit: boolean): void {
  recent.push(hit);
  if (recent.length > 50) recent.shift();
  gauge('hits', Math.round((100 * recent.filter(Boolean).length) / recent.length));
  gauge('stored', held());
}

async function get(
  url: URL,
  headers: IncomingHttpHeaders,
  response: ServerResponse,
): Promise<void> {
  try {
    const [copy, how] = await find(url, headers);
    count(how !== 'miss');
    response.writeHead(copy.status, { ...copy.headers, 'x-cache': how }).end(copy.body);
  } catch (error) {
    console.log(`${url.pathname}: the origin failed: ${(error as Error).message}`);
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'the origin does not answer' }));
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://edge');
  if (request.method === 'GET') return get(url, request.headers, response);
  forget(url.pathname);
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up, and empty');
});
