/**
 * What the balancer knows about the web servers: one entry each, and a probe of `/healthz` now
 * and then.
 */
export interface Server {
  readonly name: string;
  readonly url: string;
  /** Whether it may be given requests. */
  up: boolean;
}

/** ms between two probes of one server, and how long a probe waits for its answer. */
const INTERVAL = 500;
const PATIENCE = 250;

export const servers: readonly Server[] = (process.env.UPSTREAMS ?? '').split(',').map((url) => ({
  name: new URL(url).hostname,
  url,
  up: true,
}));

/**
 * LOOK HERE (1 of 3). The probes go out, and nobody counts the answers: `up` stays true for ever.
 * A server should go out after three failures in a row (fall = 3) and come back after two good
 * answers in a row (rise = 2).
 */
function heard(server: Server, ok: boolean): void {
  if (!ok) console.log(`probe of ${server.name} failed`);
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
