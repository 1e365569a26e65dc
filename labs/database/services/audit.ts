/**
 * The auditor: adds up all accounts, again and again. Transfers move money, so the sum must stay
 * what it was on opening day.
 */
import { createServer } from 'node:http';
import { gauge } from '../../machine.ts';

const DB = process.env.DB_URL ?? 'http://db:8080';
const EVERY = 100;

/** The last few sums. A transfer under way looks like missing money for a moment: take the least. */
const readings: number[] = [];
let said = 0;

async function count(): Promise<void> {
  const answer = await fetch(`${DB}/accounts`, { signal: AbortSignal.timeout(400) });
  const { opening, total } = (await answer.json()) as { opening: number; total: number };
  readings.push(opening - total);
  if (readings.length > 5) readings.shift();
  const missing = Math.min(...readings);
  gauge('missing', missing);
  if (missing !== said) console.log(`${missing} rupees missing`);
  said = missing;
}

setInterval(() => {
  count().catch(() => console.log('the database does not answer'));
}, EVERY);

/** GET /balances?first=1&last=10: what the database holds now, for whoever wants to check. */
const server = createServer(async (request, response) => {
  const { search } = new URL(request.url ?? '/', 'http://audit');
  const answer = await fetch(`${DB}/accounts${search}`);
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(await answer.text());
});

server.listen(Number(process.env.PORT ?? 8080), () => {
  console.log('counting');
});
