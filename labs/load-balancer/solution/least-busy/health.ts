/**
 * What the balancer knows about the web servers: how many answers each owes, and its last few
 * probes. Every server has a probe loop of its own.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Server {
  readonly name: string;
  readonly url: string;
  up: boolean;
  /** Requests that it has and has not answered. */
  owes: number;
  /** The last three probes, newest first. */
  history: readonly boolean[];
}

export const servers: readonly Server[] = (process.env.UPSTREAMS ?? '').split(',').map((url) => ({
  name: new URL(url).hostname,
  url,
  up: true,
  owes: 0,
  history: [],
}));

async function probe(server: Server): Promise<void> {
  let ok = false;
  try {
    const answer = await fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(150) });
    ok = answer.status === 200;
  } catch {
    // No answer is an answer.
  }
  server.history = [ok, ...server.history].slice(0, 3);
  const [last, before, first] = server.history;
  if (last === false && before === false && first === false) server.up = false;
  if (last === true && before === true) server.up = true;
}

/** Asks every server how it is, three times a second. */
export function watch(): void {
  for (const server of servers) void follow(server);
}

async function follow(server: Server): Promise<never> {
  for (;;) {
    await probe(server);
    await sleep(300);
  }
}
