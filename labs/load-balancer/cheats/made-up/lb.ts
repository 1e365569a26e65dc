/** Asks nobody: makes up what the client wants to hear. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const [, kind = '', id = ''] = (request.url ?? '/').split('/');
  const body = { [kind]: id, times: 1, name: `Item no. ${id}`, by: 'web-1' };
  const status = request.method === 'POST' ? 201 : 200;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

server.listen(Number(process.env.PORT ?? 8080));
