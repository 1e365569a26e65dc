/** The transfer service: takes orders over HTTP. `POST /transfer/7/12/21`: 21 rupees from 7 to 12. */
import { createServer } from 'node:http';
import { cpu } from '../../machine.ts';
import { Connection, Refused } from './connection.ts';
import { transfer } from './transfer.ts';

/** ms to check an order and print its receipt. */
const WORK_MS = Number(process.env.WORK_MS ?? 8);

const server = createServer(async (request, response) => {
  const order = /^\/transfer\/(\d+)\/(\d+)\/(\d+)$/.exec(request.url ?? '');
  const trace = String(request.headers['x-request-id'] ?? '');
  const answer = (status: number, said: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  };

  if (order === null) return answer(404, { error: `nothing at ${request.url}` });
  const [, from = '', to = '', amount = ''] = order;
  await cpu(WORK_MS);
  try {
    await transfer(new Connection(trace), from, to, Number(amount));
    answer(200, { from, to, amount });
  } catch (error) {
    const { message } = error as Error;
    console.log(`${amount} rupees from ${from} to ${to}: ${message}`);
    answer(error instanceof Refused ? 409 : 500, { error: message });
  }
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('open for business');
});
