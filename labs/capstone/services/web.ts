/** A web server of the shop. It keeps nothing that has to last: any copy can answer anything. */
import { cpu } from '../../machine.ts';
import { readItem, writeItem } from './items.ts';
import { call, reply, serve } from './net.ts';
import type { Ask, Reply } from './net.ts';

/** CARTS=memory brings back what stage 8 did away with: carts in the web server itself. */
const ownCarts = process.env.CARTS === 'memory' ? new Map<string, string>() : undefined;

async function answer(ask: Ask): Promise<Reply> {
  const [kind, id = ''] = ask.parts;
  if (kind === 'healthz') return reply(200);
  await cpu(2);
  if (kind === 'static') return call('files', `/${id}`, { trace: ask.trace });
  if (kind === 'item') return item(ask, id);
  if (kind === 'cart') return cart(ask, id);
  if (kind === 'photo') return photo(ask, id);
  if (kind === 'search') return call('search', `/find/${id}`, { trace: ask.trace });
  return reply(404, { error: `nothing at ${ask.url.pathname}` });
}

/** A page about an item. Or a new title for it: written first, then left for the search index. */
async function item(ask: Ask, id: string): Promise<Reply> {
  if (ask.method === 'PUT') {
    const written = await writeItem(id, ask.body, ask.trace);
    if (written.status === 200) await enqueue(ask, { job: 'index', id, title: ask.body });
    return written;
  }
  return readItem(id, ask.trace);
}

/** A photo is kept as it came; making it small can wait. */
async function photo(ask: Ask, id: string): Promise<Reply> {
  const kept = await call('files', `/photo-${id}`, {
    method: 'PUT',
    body: ask.body,
    trace: ask.trace,
  });
  if (kept.status !== 200) return kept;
  await enqueue(ask, { job: 'thumbnail', id });
  return reply(202, { photo: id });
}

async function cart(ask: Ask, user: string): Promise<Reply> {
  const { method, body, trace } = ask;
  if (ownCarts === undefined) return call('carts', `/${user}`, { method, body, trace });
  if (method === 'PUT') ownCarts.set(user, body);
  const found = ownCarts.get(user);
  return found === undefined ? reply(404) : { status: 200, body: found };
}

async function enqueue(ask: Ask, job: object): Promise<void> {
  await call('queue', '/jobs', { method: 'POST', body: JSON.stringify(job), trace: ask.trace });
}

serve(answer);
