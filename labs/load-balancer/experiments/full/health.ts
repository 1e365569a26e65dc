/** What the balancer knows about the web servers, with every knob that the experiments turn. */
const { CHECKS, INTERVAL_MS = '500', UPSTREAMS = '' } = process.env;
const INTERVAL = Number(INTERVAL_MS);
const FALL = 3;
const RISE = 2;

export interface Server {
  readonly name: string;
  readonly url: string;
  up: boolean;
  /** Probes in a row that spoke against `up`. */
  against: number;
  /** Requests that it has and has not answered. */
  owes: number;
  /** When it came into rotation, ms. */
  since: number;
}

export const servers: readonly Server[] = UPSTREAMS.split(',').map((url) => ({
  name: new URL(url).hostname,
  url,
  up: true,
  against: 0,
  owes: 0,
  since: -Infinity,
}));

function heard(server: Server, ok: boolean): void {
  server.against = ok === server.up ? 0 : server.against + 1;
  if (server.against < (server.up ? FALL : RISE)) return;
  server.up = ok;
  server.against = 0;
  server.since = Date.now();
  console.log(`${server.name} is ${ok ? 'back in' : 'out'}`);
}

async function probe(server: Server): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(INTERVAL / 2);
    const answer = await fetch(`${server.url}/healthz`, { signal });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Asks every server how it is; not at all without `CHECKS`. */
export function watch(): void {
  if (CHECKS !== 'on') return;
  setInterval(() => {
    for (const server of servers) void probe(server).then((ok) => heard(server, ok));
  }, INTERVAL);
}
