/**
 * The phones of one country: each asks GeoDNS where the shop is, remembers the answer for as long
 * as it was told to, and sends its requests there. They are as they are: no drill changes them.
 *
 * The header `x-phone` says which phone it is. `guest-…` is new and knows nothing yet; `old-…`
 * looks the name up once and never again, as some programs do.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gauge } from '../../machine.ts';

const COUNTRY = process.env.COUNTRY ?? 'nowhere';
const DNS = process.env.DNS_URL ?? 'http://geo-dns:8080';

/** ms until a phone gives up on a region, or on the DNS. Real ones take longer. */
const PATIENCE = 1000;
const DNS_PATIENCE = 300;

interface Known {
  readonly url: string;
  readonly until: number;
}
const memory = new Map<string, Known>();
/** Phones whose last request got no answer. */
const stranded = new Set<string>();

async function whereIsTheShop(phone: string, trace: string): Promise<string> {
  const known = memory.get(phone);
  if (known !== undefined && Date.now() < known.until) return known.url;
  try {
    const answer = await fetch(`${DNS}/resolve/shop.example?from=${COUNTRY}`, {
      headers: { 'x-request-id': trace },
      signal: AbortSignal.timeout(DNS_PATIENCE),
    });
    const { url, ttlMs } = (await answer.json()) as { url: string; ttlMs: number };
    const until = phone.startsWith('old') ? Infinity : Date.now() + ttlMs;
    if (!phone.startsWith('guest')) memory.set(phone, { url, until });
    return url;
  } catch (error) {
    // No DNS: an old answer is better than none.
    if (known !== undefined) return known.url;
    throw error;
  }
}

async function visit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/' } = request;
  const phone = String(request.headers['x-phone'] ?? 'guest');
  const trace = String(request.headers['x-request-id'] ?? '');
  try {
    const url = await whereIsTheShop(phone, trace);
    const headers = { 'x-request-id': trace, 'x-country': COUNTRY };
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(url + path, { method, headers, signal });
    const body = await answer.text();
    stranded.delete(phone);
    json(response, answer.status, body);
  } catch {
    stranded.add(phone);
    json(response, 504, '{"error":"no answer"}');
  }
  gauge('stranded', stranded.size);
}

function json(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** How long a round trip to a region takes from here; those who measure may ask. */
async function roundTrip(response: ServerResponse, region: string): Promise<void> {
  const began = performance.now();
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    await (await fetch(`http://${region}:8080/healthz`, { signal })).text();
    json(response, 200, JSON.stringify({ ms: performance.now() - began }));
  } catch {
    json(response, 504, '{"error":"no answer"}');
  }
}

const server = createServer((request, response) => {
  const [, verb, what = ''] = (request.url ?? '/').split('/');
  return verb === 'round-trip' ? roundTrip(response, what) : visit(request, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log(`phones of ${COUNTRY}`);
});
