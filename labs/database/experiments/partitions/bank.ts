/** A router in front of several stores: the account's number decides which one keeps it. */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';

const stores = (process.env.STORES ?? 'http://db:8080').split(',');

/** POST /pay/7: one rupee to account 7. */
const server = createServer(async (request, response) => {
  const [, , account = '1'] = (request.url ?? '/').split('/');
  await cpu(1);
  const store = stores[Number(account) % stores.length] ?? '';
  const answer = await fetch(`${store}/accounts/${account}/add`, {
    method: 'POST',
    headers: { 'x-request-id': String(request.headers['x-request-id'] ?? '') },
    body: '{"by":1}',
  });
  response.writeHead(answer.status).end(await answer.text());
});

server.listen(Number(process.env.PORT ?? 8080));
