/**
 * What the balancer knows about the web servers: one entry each, and a probe of `/healthz` now
 * and then.
 */
export interface Server {
  readonly name: string;
  readonly url: string;
  /** Whether it may be given requests. */
  up: boolean;
  /** Probes in a row that spoke against `up`. */
  against: number;
}

/** ms between two probes of one server, and how long a probe waits for its answer. */
const INTERVAL = 500;
const PATIENCE = 250;

export const servers: readonly Server[] = (process.env.UPSTREAMS ?? '').split(',').map((url) => ({
  name: new URL(url).hostname,
  url,
  up: true,
  against: 0,
}));

/** Probes in a row that must fail to take a server out, and must succeed to bring it back. */
const FALL = 3;
const RISE = 2;

function heard(server: Server, ok: boolean): void {
  if (ok === server.up) {
    server.against = 0;
    return;
  }
  server.against += 1;
  const needed = server.up ? FALL : RISE;
  console.log(`probe of ${server.name} ${ok ? 'good' : 'failed'}, ${server.against} of ${needed}`);
  if (server.against < needed) return;
  server.up = ok;
  server.against = 0;
  console.log(`${server.name} is ${ok ? 'back in' : 'out'}`);
}

async function probe(server: Server): Promise<boolean> {
  try {
    const answer = await fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(PATIENCE) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Asks every server how it is, for as long as the balancer lives. */
export function watch(): void {
  setInterval(() => {
    for (const server of servers) void probe(server).then((ok) => heard(server, ok));
  }, INTERVAL);
}
