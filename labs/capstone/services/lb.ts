/** A balancer: gives each request to a web server that answers its probes. */
import { cpu } from '../../machine.ts';
import { call, reply, serve } from './net.ts';
import type { Ask, Reply } from './net.ts';

/** ms between two probes, and how long one waits. Two bad ones and a server is out. */
const INTERVAL = 300;
const PROBE_MS = 150;
const FALL = 2;

/** ms to wait for a web server. */
const PATIENCE = 3000;

const servers = (process.env.UPSTREAMS ?? '').split(',').map((name) => ({ name, bad: 0 }));
let turn = 0;

/** Since the last look of the metrics: requests, and those that ended with a 5xx. */
let seen = { requests: 0, errors: 0 };

function pick(not?: string): string {
  const others = servers.filter(({ name }) => name !== not);
  const up = others.filter(({ bad }) => bad < FALL);
  // With nobody up, the probes may be wrong. Asking is better than giving up.
  const pool = up.length > 0 ? up : others;
  return pool[turn++ % pool.length]?.name ?? '';
}

/** Passes a request on. What a dead server never began is tried at another one, if it is a GET. */
async function forward({ method, url, body, trace }: Ask): Promise<Reply> {
  const path = url.pathname + url.search;
  const options = { method, body, trace, ms: PATIENCE };
  const first = pick();
  try {
    return await call(first, path, options);
  } catch (error) {
    if (method !== 'GET' || (error as Error).name === 'TimeoutError') throw error;
    return call(pick(first), path, options);
  }
}

async function answer(ask: Ask): Promise<Reply> {
  if (ask.parts[0] === 'healthz') return reply(200);
  if (ask.parts[0] === 'metrics') {
    const report = reply(200, seen);
    seen = { requests: 0, errors: 0 };
    return report;
  }
  await cpu(0.5);
  const result = await forward(ask).catch((error: Error) => reply(502, { error: error.message }));
  seen.requests += 1;
  if (result.status >= 500) seen.errors += 1;
  return result;
}

setInterval(() => {
  for (const server of servers) {
    call(server.name, '/healthz', { ms: PROBE_MS }).then(
      () => (server.bad = 0),
      () => (server.bad += 1),
    );
  }
}, INTERVAL);

serve(answer);
