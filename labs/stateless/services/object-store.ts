/** The object store: whole files under a key, put and got over HTTP. Slower than memory, and it lasts. */
import { createServer } from 'node:http';
import { disk, gauge } from '../../machine.ts';

const objects = new Map<string, string>();

const server = createServer(async (request, response) => {
  const key = (request.url ?? '/').slice(1);
  let body = '';
  for await (const part of request) body += part;
  if (request.method === 'PUT') {
    await disk(8);
    objects.set(key, body);
    gauge('objects', objects.size);
    response.writeHead(204).end();
    return;
  }
  await disk(4);
  const object = objects.get(key);
  response.writeHead(object === undefined ? 404 : 200).end(object);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
