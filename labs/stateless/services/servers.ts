/** What the balancer knows about the web servers: who says of itself that it is ready. */
export interface Server {
  readonly name: string;
  readonly url: string;
  /** Whether it may be given requests. */
  up: boolean;
  /** Probes in a row that failed. */
  failures: number;
}

/** ms between two probes of one server, how long a probe waits, and failures in a row to go out. */
const INTERVAL = 100;
const PATIENCE = 80;
const FALL = 3;

export const servers: readonly Server[] = (process.env.UPSTREAMS ?? '').split(',').map((url) => ({
  name: new URL(url).hostname,
  url,
  up: false,
  failures: FALL,
}));

function heard(server: Server, ok: boolean): void {
  server.failures = ok ? 0 : server.failures + 1;
  const up = ok || (server.up && server.failures < FALL);
  if (up !== server.up) console.log(`${server.name} is ${up ? 'in' : 'out'}`);
  server.up = up;
}

/** Asks whether a server wants requests now. One that is about to leave says no and still works. */
async function probe(server: Server): Promise<void> {
  try {
    const answer = await fetch(`${server.url}/readyz`, { signal: AbortSignal.timeout(PATIENCE) });
    await answer.text();
    heard(server, answer.ok);
  } catch {
    heard(server, false);
  }
}

/** Asks all of them now, and then again and again for as long as the balancer lives. */
export async function watch(): Promise<void> {
  setInterval(() => {
    for (const server of servers) void probe(server);
  }, INTERVAL);
  await Promise.all(servers.map(probe));
}
