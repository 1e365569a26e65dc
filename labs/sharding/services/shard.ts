/**
 * A shard: a database with a part of the rows, which knows of no other. One core.
 *
 *   GET    /rows/K              200 and the row, or 404
 *   PUT    /rows/K              keeps the body; with ?absent only where there is none, else 409
 *   DELETE /rows/K              forgets it
 *   GET    /rows                the key and shard key of every row
 *   GET    /rows?FIELD=VALUE    the rows with this value, found by reading all of them
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu, gauge } from '../../machine.ts';
import { place } from './placing.ts';
import { readMap } from './map-client.ts';
import { serve } from './serve.ts';
import type { Reply } from './serve.ts';
import type { Row } from './shard-client.ts';

const NAME = process.env.HOST_NAME ?? 'shard-0';
/** Users in the backup that a shard begins with; it takes its own part of them. */
const USERS = Number(process.env.USERS ?? 240);
/** The share of requests that take 300 ms more than they should. */
const HICCUPS = Number(process.env.HICCUPS ?? 0);

/** ms of the core. */
const READ_MS = 20;
const WRITE_MS = 10;
const REMOVE_MS = 5;

const rows = new Map<string, Row>();

async function answer(method: string, url: URL, body: string): Promise<Reply> {
  const key = url.pathname.split('/')[2];
  if (Math.random() < HICCUPS) await sleep(300);
  if (key === undefined) return search(url.searchParams);
  if (method === 'PUT') {
    await cpu(WRITE_MS);
    if (url.searchParams.has('absent') && rows.has(key)) return { status: 409 };
    rows.set(key, JSON.parse(body) as Row);
  } else if (method === 'DELETE') {
    await cpu(REMOVE_MS);
    rows.delete(key);
  } else {
    await cpu(READ_MS);
    const row = rows.get(key);
    return row === undefined ? { status: 404 } : { status: 200, json: row };
  }
  gauge('rows', rows.size);
  return { status: 204 };
}

async function search(wanted: URLSearchParams): Promise<Reply> {
  await cpu(READ_MS);
  const [filter] = wanted;
  if (filter === undefined) {
    return { status: 200, json: [...rows].map(([key, { by }]) => ({ key, by })) };
  }
  const [field, value] = filter;
  return { status: 200, json: [...rows.values()].filter((row) => row[field] === value) };
}

const { shards } = await readMap();
for (let id = 1; id <= USERS; id += 1) {
  const key = String(id);
  if (place(key, shards) !== NAME) continue;
  rows.set(key, { by: key, id: key, name: `user ${id}`, email: `u${id}@example.org` });
}
gauge('rows', rows.size);

serve(answer, `up with ${rows.size} rows`);
