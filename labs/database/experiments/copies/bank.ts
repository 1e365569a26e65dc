/**
 * Moves its data from an old store to a new one while customers go on writing.
 * `POST /write/7/3` writes a 3 to row 7; `POST /move` begins the move.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';

const OLD = process.env.OLD_URL ?? 'http://db:8080';
const NEW = process.env.NEW_URL ?? 'http://db-new:8080';
const DUAL = process.env.DUAL === 'on';

let stores: readonly string[] = [OLD];

async function put(store: string, id: number, value: number, absent = ''): Promise<void> {
  await (await fetch(`${store}/rows/${id}/${value}${absent}`, { method: 'PUT' })).text();
}

/** Copies every row, a page at a time, with a rest in between. */
async function copy(absent: string): Promise<void> {
  for (let last = 0; ;) {
    const answer = await fetch(`${OLD}/rows/${last}`);
    const page = (await answer.json()) as [number, number][];
    if (page.length === 0) return;
    for (const [id, value] of page) await put(NEW, id, value, absent);
    last = page.at(-1)?.[0] ?? last;
    await sleep(50);
  }
}

/** Copy and switch; or write to both, fill in what is older, then switch. */
async function move(): Promise<void> {
  if (DUAL) stores = [OLD, NEW];
  await sleep(100); // writes that began before must have reached the old store
  await copy(DUAL ? '?absent=1' : '');
  stores = [NEW];
  console.log('moved');
}

/** How many rows the old store has, and how many of them the new one lacks. */
async function compare(): Promise<object> {
  const [old, fresh] = await Promise.all(
    [OLD, NEW].map(async (store) => {
      const answer = await fetch(`${store}/rows/0?count=100000`);
      return new Map((await answer.json()) as [number, number][]);
    }),
  );
  const missing = [...(old?.keys() ?? [])].filter((id) => fresh?.has(id) !== true);
  return { old: old?.size, missing: missing.length };
}

const server = createServer(async (request, response) => {
  const [, verb, id, value] = (request.url ?? '/').split('/');
  await cpu(1);
  if (verb === 'move') void move();
  if (verb === 'write') for (const store of stores) await put(store, Number(id), Number(value));
  const answer = verb === 'compare' ? await compare() : {};
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env.PORT ?? 8080));
