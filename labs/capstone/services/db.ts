/**
 * One machine of a shard. The primary (COPY names its copy) takes writes and sends them on; the
 * copy answers reads too, and may be a moment behind. Whoever starts asks the other what it missed.
 *
 *   GET /rows/ID    a query    PUT /rows/ID    a write, primary only
 *   POST /log       writes from the primary     GET /log    all there are
 */
import { cpu, disk } from '../../machine.ts';
import { call, reply, serve } from './net.ts';
import type { Ask, Reply } from './net.ts';

/** ms of a core for one query: many rows are read to answer it. */
const QUERY_MS = Number(process.env.QUERY_MS ?? 200);

const COPY = process.env.COPY;
const OTHER = COPY ?? process.env.PRIMARY ?? '';

/** Titles that were changed. Every other item has the title it was born with. */
const titles = new Map<string, string>();

async function answer({ method, parts, body }: Ask): Promise<Reply> {
  const [table, id = ''] = parts;
  if (table === 'log' && method === 'GET') return reply(200, [...titles]);
  if (table === 'log') return take(body);
  if (method === 'PUT') return write(id, body);
  // The work is done whether or not somebody still waits for the answer.
  await cpu(QUERY_MS);
  return reply(200, { item: id, title: titles.get(id) ?? `Item no. ${id}` });
}

async function write(id: string, title: string): Promise<Reply> {
  if (COPY === undefined) return reply(409, { error: 'this is a copy: write to the primary' });
  await disk(5);
  titles.set(id, title);
  // Nobody waits for the copy. What it misses while it is away, it asks for when it starts.
  call(COPY, '/log', { method: 'POST', body: JSON.stringify([[id, title]]) }).catch(() => {
    console.log(`the copy did not hear of item ${id}`);
  });
  return reply(200, { item: id, title });
}

function take(body: string): Reply {
  for (const [id, title] of JSON.parse(body) as [string, string][]) titles.set(id, title);
  return reply(200);
}

/** ms that the start may wait for the other machine, which is perhaps not there. */
const CATCH_UP_MS = 300;
call(OTHER, '/log', { ms: CATCH_UP_MS }).then(
  ({ body }) => take(body),
  () => console.log(`${OTHER} is not there: starting with what is here`),
);

serve(answer);
