/**
 * A map in memory behind HTTP. With a CAPACITY it is a cache: full, it forgets what was used
 * longest ago. Without one it is a store, and forgets nothing while it runs. A store on a real disk
 * would also outlive its process; SEED is what this one finds there. A cache is warmed before it
 * takes visitors: WARM=20 gives it the rows of items 1 to 20.
 *
 *   GET /KEY    PUT /KEY    DELETE /KEY
 */
import { cpu, disk, gauge } from '../../machine.ts';
import { reply, serve } from './net.ts';

const CAPACITY = Number(process.env.CAPACITY ?? Infinity);
const isCache = Number.isFinite(CAPACITY);

/** A Map keeps the order of insertion: the first key is the one used longest ago. */
const entries = new Map<string, string>();
for (const key of (process.env.SEED ?? '').split(','))
  entries.set(key, JSON.stringify({ file: key }));
for (let item = 1; item <= Number(process.env.WARM ?? 0); item += 1) {
  entries.set(`item-${item}`, JSON.stringify({ item: String(item), title: `Item no. ${item}` }));
}

/** The share of hits among the last 50 look-ups, in per cent. */
const recent: boolean[] = [];
function count(hit: boolean): void {
  recent.push(hit);
  if (recent.length > 50) recent.shift();
  gauge('hits', Math.round((100 * recent.filter(Boolean).length) / recent.length));
}

function put(key: string, value: string): void {
  entries.delete(key);
  const [oldest] = entries.keys();
  if (entries.size >= CAPACITY && oldest !== undefined) entries.delete(oldest);
  entries.set(key, value);
}

serve(async ({ method, parts, body }) => {
  const [key = ''] = parts;
  await (isCache ? cpu(0.2) : disk(2));
  if (method === 'PUT') put(key, body);
  if (method === 'PUT') return { status: 200, body };
  const value = entries.get(key);
  entries.delete(key);
  if (method === 'DELETE') return reply(200);
  if (isCache) count(value !== undefined);
  if (value === undefined) return reply(404, { error: `no ${key}` });
  entries.set(key, value);
  return { status: 200, body: value };
});
