/** One copy: the version of every value that it has heard of. */
import { createServer } from 'node:http';
import { cpu, disk } from '../../machine.ts';

const versions = new Map<string, number>();

const server = createServer(async (request, response) => {
  await cpu(0.5);
  const key = (request.url ?? '/').split('/')[2] ?? '';
  if (request.method === 'PUT') {
    await disk(10);
    versions.set(key, (versions.get(key) ?? 0) + 1);
  }
  const now = versions.get(key) ?? 0;
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"version":${now}}`);
});

server.listen(Number(process.env.PORT ?? 8080));
