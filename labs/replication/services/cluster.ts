/** What the router knows about the databases: it asks each of them, five times a second. */
export interface Database {
  readonly name: string;
  readonly url: string;
  up: boolean;
  role: string;
  epoch: number;
  /** How far it had come when it last answered; by now it may be farther. */
  position: number;
}

const INTERVAL = 200;
const PATIENCE = 150;

const databases: readonly Database[] = (process.env.NODES ?? '').split(',').map((url, index) => ({
  name: new URL(url).hostname,
  url,
  up: true,
  role: index === 0 ? 'primary' : 'replica',
  epoch: index === 0 ? 1 : 0,
  position: 0,
}));

/** Who takes the writes. When two say so, the one of the later epoch is right. */
export function primary(): Database {
  const claims = databases.filter((each) => each.role === 'primary');
  const latest = claims.toSorted((a, b) => b.epoch - a.epoch)[0];
  if (latest === undefined) throw new Error('no primary is known');
  return latest;
}

/** Replicas that answered last time. */
export function replicas(): readonly Database[] {
  return databases.filter((each) => each.up && each !== primary());
}

async function ask(database: Database): Promise<void> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`${database.url}/state`, { signal });
    Object.assign(database, await answer.json(), { up: true });
  } catch {
    database.up = false;
  }
}

/** Keeps asking, for as long as the router lives. */
export function follow(): void {
  setInterval(() => {
    for (const database of databases) void ask(database);
  }, INTERVAL);
}
