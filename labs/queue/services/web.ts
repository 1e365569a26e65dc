/** The web server: takes sign-ups. The welcome mail is somebody else's work. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { cpu } from '../../machine.ts';
import { signUp } from './signup.ts';

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://web');
  const [, kind, name = ''] = url.pathname.split('/');
  if (kind !== 'signup' || request.method !== 'POST') {
    return json(response, 404, { error: `nothing at ${url.pathname}` });
  }
  await cpu(2);
  try {
    await signUp(name, url.searchParams.get('to') ?? `${name}@example.org`);
    json(response, 201, { name });
  } catch (error) {
    json(response, 503, { error: (error as Error).message });
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
