/**
 * A coordinator in front of three copies. A write goes to all of them and is confirmed after `W`
 * answers; a read asks `R` of them, drawn at random, and believes the newest version.
 */
import { createServer } from 'node:http';

const copies = (process.env.STORES ?? '').split(',');
const R = Number(process.env.R ?? 1);
const W = Number(process.env.W ?? 1);

async function ask(store: string, key: string, method: string): Promise<number> {
  const answer = await fetch(`${store}/values/${key}`, { method });
  return ((await answer.json()) as { version: number }).version;
}

/** Resolves once so many of these have. */
function some(count: number, asked: readonly Promise<number>[]): Promise<number[]> {
  return new Promise((done) => {
    const versions: number[] = [];
    for (const one of asked)
      void one.then((version) => {
        versions.push(version);
        if (versions.length === count) done([...versions]);
      });
  });
}

const server = createServer(async (request, response) => {
  const { method = 'GET', url = '/' } = request;
  const key = url.split('/')[2] ?? '';
  const first = Math.floor(Math.random() * copies.length);
  const drawn = [...copies, ...copies].slice(first, first + R);
  const asked = (method === 'GET' ? drawn : copies).map((store) => ask(store, key, method));
  const versions = await some(method === 'GET' ? R : W, asked);
  const version = Math.max(...versions);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ version }));
});

server.listen(Number(process.env.PORT ?? 8080));
