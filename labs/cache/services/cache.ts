/**
 * The cache: a map in memory behind HTTP. An entry ends with its TTL, or when room is needed and it
 * is the one that was used longest ago (LRU). Nothing survives a restart.
 *
 *   GET    /keys/K                      200 and the value, or 404: a miss
 *   GET    /keys/K?lease                the same; of those who miss, one gets a token with the 404
 *   PUT    /keys/K?ttl=MS               keeps the body, whatever was there
 *   PUT    /keys/K?ttl=MS&token=T       keeps the body only if T is still the lease of K, else 409
 *   DELETE /keys/K                      forgets the value, and ends the lease of K
 *   DELETE /leases/K?token=T            gives a lease back unused
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gauge } from '../../machine.ts';

interface Entry {
  readonly value: string;
  readonly until: number;
}

interface Lease {
  readonly token: string;
  readonly until: number;
}

/** Entries that fit, and ms after which a lease is anybody's again. */
const CAPACITY = Number(process.env.CAPACITY ?? 400);
const LEASE_MS = Number(process.env.LEASE_MS ?? 600);

/** A Map keeps the order of insertion: the first key is the one used longest ago. */
const entries = new Map<string, Entry>();
const leases = new Map<string, Lease>();
let tokens = 0;

function get(key: string): string | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  entries.delete(key);
  if (entry.until <= Date.now()) return undefined;
  entries.set(key, entry);
  return entry.value;
}

function put(key: string, value: string, ttl: number): void {
  entries.delete(key);
  const [oldest] = entries.keys();
  if (entries.size >= CAPACITY && oldest !== undefined) entries.delete(oldest);
  entries.set(key, { value, until: Date.now() + ttl });
}

function leaseOf(key: string): Lease | undefined {
  const lease = leases.get(key);
  return lease !== undefined && lease.until > Date.now() ? lease : undefined;
}

function grant(key: string): string | undefined {
  if (leaseOf(key) !== undefined) return undefined;
  tokens += 1;
  leases.set(key, { token: String(tokens), until: Date.now() + LEASE_MS });
  return String(tokens);
}

/** The share of hits among the last 100 look-ups, in per cent. */
const recent: boolean[] = [];
function count(hit: boolean): void {
  recent.push(hit);
  if (recent.length > 100) recent.shift();
  gauge('hits', Math.round((100 * recent.filter(Boolean).length) / recent.length));
}

function answer(method: string, url: URL, body: string, response: ServerResponse): void {
  const [, kind, key = ''] = url.pathname.split('/');
  const token = url.searchParams.get('token');
  const holds = token === null || leaseOf(key)?.token === token;
  const reply = (status: number, text = ''): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };

  if (kind === 'leases') {
    if (holds) leases.delete(key);
    return reply(204);
  }
  if (method === 'GET') {
    const value = get(key);
    count(value !== undefined);
    if (value !== undefined) return reply(200, value);
    const granted = url.searchParams.has('lease') ? grant(key) : undefined;
    return reply(404, JSON.stringify({ token: granted }));
  }
  if (method === 'PUT' && !holds) return reply(409);
  if (method === 'PUT') put(key, body, Number(url.searchParams.get('ttl')));
  else entries.delete(key);
  leases.delete(key);
  reply(204);
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  if (request.method === 'PUT') for await (const part of request) body += part;
  return body;
}

const server = createServer(async (request, response) => {
  const body = await read(request);
  answer(request.method ?? 'GET', new URL(request.url ?? '/', 'http://cache'), body, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up, and empty');
});
