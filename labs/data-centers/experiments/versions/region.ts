/**
 * A region on its way from one schema to the next: orders named their country in full, `india`,
 * and shall carry a code, `IN`. `VERSION` 1 knows names; `1.5` reads both and writes names; `2`
 * reads both and writes codes.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu } from '../../machine.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';
const VERSION = Number(process.env.VERSION ?? 1);
const CODES: Readonly<Record<string, string>> = { india: 'IN', europe: 'EU' };
/** Per cent, made up. */
const TAX: Readonly<Record<string, number>> = { india: 18, europe: 20 };
const TAX_BY_CODE: Readonly<Record<string, number>> = { IN: 18, EU: 20 };

function header(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '');
}

async function order(request: IncomingMessage, response: ServerResponse, id: string) {
  const country = header(request, 'x-country');
  const headers = {
    'x-request-id': header(request, 'x-request-id'),
    'x-country': VERSION >= 2 ? (CODES[country] ?? '') : country,
  };
  const answer = await fetch(`${DB}/orders/${id}`, { method: 'POST', headers });
  await answer.text();
  json(response, answer.status, { order: id });
}

async function bill(request: IncomingMessage, response: ServerResponse, id: string) {
  const headers = { 'x-request-id': header(request, 'x-request-id') };
  const answer = await fetch(`${DB}/orders/${id}`, { headers });
  const { country = '' } = (await answer.json()) as { country?: string };
  const tax = TAX[country] ?? (VERSION > 1 ? TAX_BY_CODE[country] : undefined);
  if (tax === undefined) return json(response, 500, { error: `no tax for "${country}"` });
  json(response, 200, { order: id, tax });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const [, kind, id = ''] = (request.url ?? '/').split('/');
  if (kind === 'healthz') return json(response, 200, { ok: true });
  await cpu(40);
  if (request.method === 'POST') return order(request, response, id);
  return bill(request, response, id);
});

server.listen(Number(process.env.PORT ?? 8080));
