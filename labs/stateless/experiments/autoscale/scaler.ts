/**
 * A scaler that reacts: five times a second it asks the balancer how much came in, and wants one
 * server for every `TARGET` requests/s. A server that it wants has to boot first.
 */
import { createServer } from 'node:http';
import { gauge } from '../../machine.ts';

const BALANCER = process.env.BALANCER_URL ?? 'http://lb:9000';
const TARGET = Number(process.env.TARGET ?? 20);
const PERIOD = 200;

let wanted = Number(process.env.AT_LEAST ?? 3);
let before = 0;

async function look(): Promise<void> {
  const answer = await fetch(`${BALANCER}/balancer/count`);
  const { count } = (await answer.json()) as { count: number };
  const rate = ((count - before) * 1000) / PERIOD;
  before = count;
  wanted = Math.max(wanted, Math.ceil(rate / TARGET));
  gauge('wanted', wanted);
}

setInterval(() => void look().catch(() => {}), PERIOD);
createServer((_request, response) => {
  response.writeHead(200).end(JSON.stringify({ wanted }));
}).listen(Number(process.env.PORT ?? 8080));
