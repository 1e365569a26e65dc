/**
 * The passive one of a pair. It asks the active server how it is, ten times a second, and opens
 * its own door only after three bad answers in a row.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpu } from '../../machine.ts';

const ACTIVE = process.env.ACTIVE_URL ?? 'http://web-1:8080';
const INTERVAL = 100;
const PATIENCE = 100;
const FALL = 3;

const server = createServer(async (request, response) => {
  await cpu(20);
  const item = (request.url ?? '').split('/')[2] ?? '';
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ item, name: `Item no. ${item}`, by: 'standby' }));
});

async function alive(): Promise<boolean> {
  try {
    const answer = await fetch(`${ACTIVE}/healthz`, { signal: AbortSignal.timeout(PATIENCE) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

let bad = 0;
while (bad < FALL) {
  await sleep(INTERVAL);
  bad = (await alive()) ? 0 : bad + 1;
}
console.log('the active one is gone; taking over');
server.listen(Number(process.env.PORT ?? 8080));
