/**
 * The mailer: a company elsewhere that sends mail for us. A mail is out after OUT_MS; its answer
 * follows ANSWER_MS later. What is out cannot be taken back.
 *
 *   POST /mails/NAME   201 it is out; 200 it was out already (same `idempotency-key`);
 *                      429 too many at once; 500 something broke while it read the address
 *   GET  /mails/NAME   how often that mail went out
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpu, gauge } from '../../machine.ts';

const OUT_MS = Number(process.env.OUT_MS ?? 30);
const ANSWER_MS = Number(process.env.ANSWER_MS ?? 30);
/** Mails that it works on at once; it refuses the next. */
const SLOTS = Number(process.env.SLOTS ?? 10);

const times = new Map<string, number>();
/** By idempotency key: the sending that was begun for it. */
const begun = new Map<string, Promise<void>>();
let busy = 0;

async function putOut(name: string): Promise<void> {
  await cpu(OUT_MS);
  const so = (times.get(name) ?? 0) + 1;
  times.set(name, so);
  if (so > 1) console.error(`${name} went out ${so} times`);
  const all = [...times.values()];
  gauge('mails', all.length);
  gauge('twice', all.filter((count) => count > 1).length);
}

async function post(name: string, request: IncomingMessage): Promise<number> {
  let body = '';
  for await (const part of request) body += part;
  const { to } = JSON.parse(body) as { to: string };
  if (!to.includes('@')) return 500;
  const key = request.headers['idempotency-key'];
  const known = typeof key === 'string' ? begun.get(key) : undefined;
  const out = known ?? putOut(name);
  if (typeof key === 'string') begun.set(key, out);
  await out;
  await cpu(ANSWER_MS);
  return known === undefined ? 201 : 200;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const reply = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const [, , name = ''] = (request.url ?? '/').split('/');
  if (request.method === 'GET') return reply(200, { name, times: times.get(name) ?? 0 });
  if (busy >= SLOTS) return reply(429, { error: 'too many at once' });
  busy += 1;
  const status = await post(name, request);
  busy -= 1;
  reply(status, { name });
}

const server = createServer((request, response) => {
  void answer(request, response);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
