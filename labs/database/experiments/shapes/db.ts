/**
 * The same facts in several shapes: tables to join, single rows, whole documents. Every answer
 * says how many rows the database had to look at for it.
 */
import { createServer } from 'node:http';
import { cpu, disk } from '../../machine.ts';

const CUSTOMERS = 200;
const PAYMENTS = 20;
const PEOPLE = 2000;

interface Payment {
  readonly id: string;
  readonly payer: number;
  readonly rupees: number;
  /** A copy of the payer's name, so that a page needs no join. */
  name: string;
}

const customers = new Map<number, { name: string }>();
const payments = new Map<string, Payment>();
for (let id = 1; id <= CUSTOMERS; id += 1) {
  customers.set(id, { name: `Customer ${id}` });
  for (let no = 1; no <= PAYMENTS; no += 1) {
    const payment = { id: `${id}-${no}`, payer: id, rupees: no, name: `Customer ${id}` };
    payments.set(payment.id, payment);
  }
}

/** Documents of no particular shape, as they were written. */
const cards = new Map<string, string>();

/** People in the order they signed up, and an index: their addresses in order, with places. */
const people = Array.from({ length: PEOPLE }, (_, n) => `p${(n * 7919) % PEOPLE}@example.com`);
const index = people.map((email, place) => ({ email, place })).sort(byEmail);

function byEmail(a: { email: string }, b: { email: string }): number {
  return a.email < b.email ? -1 : 1;
}

/** Without an index: from the first row on. With one: half of what is left at every step. */
function find(email: string): { place: number; examined: number; steps: number } {
  if (process.env.INDEX !== 'on') {
    const place = people.indexOf(email);
    return { place, examined: place + 1, steps: 0 };
  }
  let [low, high, steps] = [0, index.length - 1, 0];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    steps += 1;
    if ((index[middle]?.email ?? '') < email) low = middle + 1;
    else high = middle;
  }
  return { place: index[low]?.place ?? -1, examined: 1, steps };
}

/** Pages of the table in memory, least recently used first. */
const buffer = new Map<string, true>();
const BUFFER = Number(process.env.BUFFER_PAGES ?? 64);

async function page(id: string): Promise<object> {
  const hit = buffer.delete(id);
  if (!hit) await disk(5);
  buffer.set(id, true);
  const oldest = buffer.keys().next().value;
  if (buffer.size > BUFFER && oldest !== undefined) buffer.delete(oldest);
  return { examined: 1, hit };
}

function rowsOf(customer: number): readonly Payment[] {
  return Array.from({ length: PAYMENTS }, (_, n) => payments.get(`${customer}-${n + 1}`)!);
}

/** The answer to a statement; `text` is what is to be written, if anything. */
function answer(table: string, key: string, text: string | null): object | Promise<object> {
  if (table === 'cards') {
    if (text !== null) cards.set(key, text);
    return { examined: 1, ...(JSON.parse(cards.get(key) ?? '{}') as object) };
  }
  const id = Number(key);
  const customer = customers.get(id)?.name;
  if (table === 'customers')
    return { examined: 1, name: customer, payments: rowsOf(id).map((row) => row.id) };
  if (table === 'payments') {
    const row = payments.get(key)!;
    if (text !== null) row.name = text;
    return { examined: 1, ...row };
  }
  if (table === 'statements') return { examined: 1, name: customer, payments: rowsOf(id) };
  if (table === 'join') return { examined: 1 + PAYMENTS, name: customer, payments: rowsOf(id) };
  if (table === 'top') return { examined: payments.size, top: 1 };
  if (table === 'find') return find(key);
  return page(key);
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://db');
  const [, table = '', key = ''] = pathname.split('/');
  const found = (await answer(table, key, searchParams.get('text'))) as { examined?: number };
  await cpu(0.5 + 0.005 * (found.examined ?? 0));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
});

server.listen(Number(process.env.PORT ?? 8080));
