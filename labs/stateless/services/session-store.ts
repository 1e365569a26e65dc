/**
 * The session store: small values in memory behind HTTP, each with a time to live. Nothing is
 * thrown out for want of room, since a session is not a copy of anything. All of it is gone when
 * this process restarts: it has no copy and no disk.
 */
import { createServer } from 'node:http';
import { cpu, gauge } from '../../machine.ts';

const values = new Map<string, { readonly text: string; readonly until: number }>();

function get(key: string): string | undefined {
  const value = values.get(key);
  if (value !== undefined && value.until > Date.now()) return value.text;
  values.delete(key);
  return undefined;
}

const server = createServer(async (request, response) => {
  const { method, url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://sessions');
  const key = pathname.slice(1);
  let body = '';
  for await (const part of request) body += part;
  await cpu(0.2);
  if (method === 'GET') {
    const text = get(key);
    response.writeHead(text === undefined ? 404 : 200).end(text);
    return;
  }
  if (method === 'PUT') {
    values.set(key, { text: body, until: Date.now() + Number(searchParams.get('ttl')) });
  } else values.delete(key);
  gauge('sessions', values.size);
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up, and empty');
});
