/**
 * A web server of the shop: people log in, fill a cart, pay, log out; sellers upload photos. Where
 * sessions and photos are kept, and how this process leaves, is in the three files it imports.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';
import { cookie } from './cookies.ts';
import { leaveWell, ready } from './leave.ts';
import * as sessions from './sessions.ts';
import * as uploads from './uploads.ts';

const NAME = process.env.HOST_NAME ?? 'web';

/** ms of a core for a page, and ms that the payment provider takes. */
const PAGE_MS = 10;
const PAYMENT_MS = 300;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '/' } = request;
  const [, kind = '', id = ''] = url.split('/');
  if (kind === 'readyz') return json(response, ready() ? 200 : 503, { ready: ready() });
  await cpu(PAGE_MS);
  if (kind === 'photos') return photo(request, response, id);
  if (kind === 'login') return login(response, id);

  const sid = cookie(request, 'sid') ?? '';
  const session = await sessions.find(sid);
  if (session === null) return json(response, 401, { error: 'who are you?', by: NAME });
  if (kind === 'logout') {
    await sessions.end(sid);
    return json(response, 200, { bye: session.user, by: NAME });
  }
  if (method === 'POST' && kind === 'cart') {
    session.cart.push(id);
    await sessions.keep(sid, session);
  }
  if (method === 'POST' && kind === 'order') {
    await sleep(PAYMENT_MS);
    session.cart = [];
    await sessions.keep(sid, session);
  }
  json(response, 200, { user: session.user, items: session.cart.length, by: NAME });
}

/** The shop believes everybody; a real one asks for a password first. */
async function login(response: ServerResponse, user: string): Promise<void> {
  const sid = await sessions.begin(user);
  response.setHeader('set-cookie', `sid=${sid}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  // A browser reads the cookie. The lab's visitors read bodies only, so it is in here as well.
  json(response, 201, { sid, by: NAME });
}

async function photo(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  if (request.method === 'PUT') {
    let picture = '';
    for await (const part of request) picture += part;
    await uploads.save(id, picture);
    return json(response, 201, { photo: id, by: NAME });
  }
  const picture = await uploads.read(id);
  if (picture === null) return json(response, 404, { error: `no photo ${id}`, by: NAME });
  json(response, 200, { photo: id, picture, by: NAME });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response);
  } catch (error) {
    // A store that does not answer has not said that nobody is logged in: 503, never 401.
    console.log(`${request.method} ${request.url} failed: ${(error as Error).message}`);
    json(response, 503, { error: 'a store did not answer', by: NAME });
  }
});

leaveWell(server);
server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('up');
});
