/** The map: which shards there are, and from which list rows are still moving. Outlives the router. */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';

let places = JSON.stringify({
  shards: (process.env.SHARDS ?? 'shard-0 shard-1 shard-2 shard-3').split(' '),
});

const server = createServer(async (request, response) => {
  let body = '';
  if (request.method === 'PUT') for await (const part of request) body += part;
  await cpu(1);
  if (body !== '') places = body;
  response.writeHead(200, { 'content-type': 'application/json' }).end(places);
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
