/** Asks a store for the same things in several ways; its answer adds up the rows that were read. */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';

interface Found {
  readonly examined: number;
  readonly hit?: boolean;
  readonly steps?: number;
  readonly name?: string;
  readonly first?: string;
  readonly last?: string;
  readonly payments?: readonly unknown[];
}

async function ask(trace: string, path: string): Promise<Found> {
  const answer = await fetch(DB + path, { headers: { 'x-request-id': trace } });
  return (await answer.json()) as Found;
}

/** One after another, as a loop over rows does it. */
async function each(trace: string, paths: readonly string[]): Promise<number> {
  let examined = 0;
  for (const path of paths) examined += (await ask(trace, path)).examined;
  return examined;
}

function upTo(count: number, path: (n: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, n) => path(n + 1));
}

/** A customer's card. The second version splits the name; nobody migrates the old ones. */
function card(version: string): string {
  const names = version === 'v1' ? { name: 'Asha Rao' } : { first: 'Asha', last: 'Rao' };
  return encodeURIComponent(JSON.stringify(names));
}

/** How each reader greets: the old one knows one shape, the tolerant one knows both. */
function greet(reader: string, { name, first, last }: Found): string {
  return `Dear ${reader === 'v1' ? name : (name ?? `${first} ${last}`)}`;
}

async function work(trace: string, path: string): Promise<object> {
  const [, what, how = '', key = ''] = path.split('/');
  if (what === 'statement' && how === 'gets') {
    const { payments = [], examined } = await ask(trace, `/customers/${key}`);
    const rest = await each(
      trace,
      payments.map((id) => `/payments/${String(id)}`),
    );
    return { examined: examined + rest };
  }
  if (what === 'statement') return { examined: (await ask(trace, `/${how}/${key}`)).examined };
  if (what === 'top' && how === 'query') return { examined: (await ask(trace, '/top')).examined };
  if (what === 'top')
    return {
      examined: await each(
        trace,
        upTo(200, (id) => `/statements/${id}`),
      ),
    };
  if (what === 'card') return ask(trace, `/cards/${key}?text=${card(how)}`);
  if (what === 'greet') return { greeting: greet(how, await ask(trace, `/cards/${key}`)) };
  if (what === 'rename')
    return {
      examined: await each(
        trace,
        upTo(20, (no) => `/payments/${how}-${no}?text=${key}`),
      ),
    };
  if (what === 'names') {
    const found = await Promise.all(
      upTo(20, (no) => `/payments/${how}-${no}`).map((at) => ask(trace, at)),
    );
    return { renamed: found.filter(({ name }) => name === key).length };
  }
  if (what === 'feed') {
    await cpu(2);
    return {
      examined: await each(
        trace,
        upTo(20, (no) => `/payments/${how}-${no}`),
      ),
    };
  }
  if (what === 'report') {
    await cpu(60);
    return { examined: (await ask(trace, `/join/${how}`)).examined };
  }
  return ask(trace, path);
}

const server = createServer(async (request, response) => {
  const trace = String(request.headers['x-request-id'] ?? '');
  const found = await work(trace, request.url ?? '/');
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
});

server.listen(Number(process.env.PORT ?? 8080));
