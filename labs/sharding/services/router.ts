/**
 * The router: the one address in front of all shards. Where a row is, placing.ts says; how it is
 * read and written, and what happens when the list of shards changes, is in moving.ts.
 *
 *   GET, PUT     /users/ID             one user
 *   GET          /users?email=E        by another field than the shard key
 *   GET          /users/ID/orders      the orders of a user
 *   PUT          /users/ID/orders/O    an order
 *   GET          /shards               the map, for shards that begin
 *   POST, DELETE /shards/NAME          the operator adds a shard, or takes one out
 */
import { cpu, gauge } from '../../machine.ts';
import { readMap, writeMap } from './map-client.ts';
import { find, move, save } from './moving.ts';
import { place } from './placing.ts';
import { serve } from './serve.ts';
import type { Reply } from './serve.ts';
import { search } from './shard-client.ts';
import type { Row } from './shard-client.ts';

/** The shard key of an order: its `user`, or its own number (`order`). */
const ORDERS_BY = process.env.ORDERS_BY ?? 'user';

let places = await readMap();

async function users(method: string, id: string, body: string): Promise<Reply> {
  if (method === 'PUT') {
    const fields = JSON.parse(body === '' ? '{}' : body) as Record<string, string>;
    await save(id, { email: `u${id}@example.org`, ...fields, by: id, id }, places);
    return { status: 204 };
  }
  const row = await find(id, places);
  count(row === undefined);
  return row === undefined
    ? { status: 404, json: { error: `no user ${id}` } }
    : { status: 200, json: row };
}

/** Asks every shard that may have a part of the answer, all at once, and waits for the last. */
async function everywhere(field: string, value: string): Promise<Reply> {
  const all = [...new Set([...places.shards, ...(places.before ?? [])])];
  const found = await Promise.all(all.map((shard) => search(shard, field, value)));
  return { status: 200, json: found.flat() };
}

async function orders(method: string, user: string, order: string | undefined): Promise<Reply> {
  if (method === 'PUT' && order !== undefined) {
    const by = ORDERS_BY === 'user' ? user : order;
    const row: Row = { by, id: order, user };
    await save(`order-${order}`, row, places);
    return { status: 204 };
  }
  if (ORDERS_BY !== 'user' || places.before !== undefined) return everywhere('user', user);
  return { status: 200, json: await search(place(user, places.shards), 'user', user) };
}

/** The operator's word. The map changes at once; the rows follow. */
async function change(method: string, name: string): Promise<Reply> {
  if (places.before !== undefined) return { status: 409, json: { error: 'rows are moving' } };
  const others = places.shards.filter((shard) => shard !== name);
  const shards = method === 'POST' ? [...others, name] : others;
  if (shards.length === 0) return { status: 409, json: { error: 'one shard must stay' } };
  places = { shards, before: places.shards };
  await writeMap(places);
  console.log(`the map says ${shards.join(', ')}`);
  void bring();
  return { status: 202, json: places };
}

async function bring(): Promise<void> {
  let moved = 0;
  try {
    await move(places, (left) => {
      moved += 1;
      gauge('moved', moved);
      gauge('left', left);
    });
  } catch (error) {
    // What is not there yet stays where it was; the next start of the router goes on with it.
    return console.log(`the move stopped: ${(error as Error).message}`);
  }
  places = { shards: places.shards };
  await writeMap(places);
  console.log(`${moved} rows moved`);
}

/** The share of the last 50 look-ups that found nothing, in per cent. */
const recent: boolean[] = [];
function count(missed: boolean): void {
  recent.push(missed);
  if (recent.length > 50) recent.shift();
  gauge('missed', (100 * recent.filter(Boolean).length) / recent.length);
}

async function answer(method: string, url: URL, body: string): Promise<Reply> {
  const [, table, id, part, order] = url.pathname.split('/');
  await cpu(1);
  if (table === 'shards')
    return id === undefined ? { status: 200, json: places } : change(method, id);
  if (table !== 'users') return { status: 404, json: { error: `nothing at ${url.pathname}` } };
  if (id === undefined) return everywhere('email', url.searchParams.get('email') ?? '');
  return part === 'orders' ? orders(method, id, order) : users(method, id, body);
}

if (places.before !== undefined) void bring();
serve(answer, `up, with ${places.shards.length} shards`);
