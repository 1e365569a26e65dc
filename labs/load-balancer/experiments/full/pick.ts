/** Ways to choose a server, by name. */
import type { Server } from './health.ts';

const { PICK = 'round-robin', SLOW_START_MS = '0' } = process.env;
const SLOW_START = Number(SLOW_START_MS);

type Choose = (pool: readonly Server[], client: string) => Server | undefined;

let turn = 0;
const at = (pool: readonly Server[], index: number) => pool[index % pool.length];
const any = (pool: readonly Server[]) => at(pool, Math.floor(Math.random() * pool.length));
const lessBusy = (one: Server, other: Server) => (other.owes < one.owes ? other : one);

const ways: Readonly<Record<string, Choose>> = {
  'round-robin': (pool) => at(pool, turn++),
  random: (pool) => any(pool),
  // Among equals it is whose turn it is, or the first of the list would get everything.
  least: (pool) => {
    const start = turn++;
    const inTurn = pool.map((_, index) => at(pool, start + index)!);
    return inTurn.length === 0 ? undefined : inTurn.reduce(lessBusy);
  },
  'two-choices': (pool) => {
    const [one, other] = [any(pool), any(pool)];
    return one && other ? lessBusy(one, other) : one;
  },
  'ip-hash': (pool, client) => at(pool, hash(client)),
};

function hash(text: string): number {
  let value = 17;
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) % 1_000_003;
  return value;
}

/** How much of a full share a server gets: it grows from little to all while it warms up. */
function weight(server: Server): number {
  if (SLOW_START === 0) return 1;
  return Math.min(1, Math.max(0.02, ((Date.now() - server.since) / SLOW_START) ** 2));
}

/** The next server, of those that are up and not `not`. @throws Error when there is none. */
export function pick(servers: readonly Server[], client: string, not?: Server): Server {
  const up = servers.filter((server) => server.up && server !== not);
  const warm = up.filter((server) => Math.random() < weight(server));
  const choose = ways[PICK];
  if (choose === undefined) throw new Error(`PICK=${PICK}: choose ${Object.keys(ways).join(', ')}`);
  const server = choose(warm.length > 0 ? warm : up, client);
  if (server === undefined) throw new Error('no server is up');
  return server;
}
