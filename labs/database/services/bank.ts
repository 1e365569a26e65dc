/**
 * The transfer service. `POST /transfer/7/12/21` moves 21 rupees from account 7 to account 12;
 * `GET /balances?first=1&last=10` says what accounts hold, for whoever wants to check.
 */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';
import { Connection, Refused, balances } from './connection.ts';
import { transfer } from './transfer.ts';

/** ms to check an order and print its receipt. */
const WORK_MS = Number(process.env.WORK_MS ?? 8);

/** What is to be answered to a request. Throws when it could not be done. */
async function serve(url: string, trace: string): Promise<object> {
  if (url.startsWith('/balances')) return balances(url);
  const [, from, to, amount] = /^\/transfer\/(\d+)\/(\d+)\/(\d+)$/.exec(url) ?? [];
  if (from === undefined || to === undefined) throw new Refused(`nothing at ${url}`);
  await cpu(WORK_MS);
  await transfer(new Connection(trace), from, to, Number(amount));
  return { from, to, amount };
}

const server = createServer(async (request, response) => {
  const { url = '/', headers } = request;
  let status = 200;
  let answer: object;
  try {
    answer = await serve(url, String(headers['x-request-id'] ?? ''));
  } catch (error) {
    const { message } = error as Error;
    console.log(`${url}: ${message}`);
    status = error instanceof Refused ? 409 : 500;
    answer = { error: message };
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('open for business');
});
