/** A store of rows by number, for moving house: it lists, inserts, and can leave alone what is there. */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';

const rows = new Map<number, number>();
for (let no = 1; no <= Number(process.env.ROWS ?? 0); no += 1) rows.set(no * 10, 0);

/** GET /rows/0 lists 20 rows after that number; PUT /rows/7/3 writes a 3, `?absent=1` only if new. */
const server = createServer(async (request, response) => {
  await cpu(1);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://db');
  const [, , key = '0', value = '0'] = pathname.split('/');
  const id = Number(key);
  const keep = searchParams.get('absent') === '1' && rows.has(id);
  if (request.method === 'PUT' && !keep) rows.set(id, Number(value));
  const list = [...rows].filter(([each]) => each > id).sort(([a], [b]) => a - b);
  const page =
    request.method === 'PUT' ? [] : list.slice(0, Number(searchParams.get('count') ?? 20));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
});

server.listen(Number(process.env.PORT ?? 8080));
