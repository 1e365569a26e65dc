/**
 * The pool: this web server's share of the database's connections, and the line in front of it.
 */
import { gauge } from '../../machine.ts';
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

const LIMIT = Number(process.env.DB_CONNECTIONS ?? 40);
const SERVERS = Number(process.env.WEB_SERVERS ?? 8);

/** What the database can spare, divided by all servers that there may ever be. */
const SIZE = Number(process.env.POOL_SIZE ?? Math.floor(LIMIT / SERVERS));

/** Open connections that nobody uses just now. */
const idle: Connection[] = [];

/** Queries that wait for their turn, first come first served. */
const line: (() => void)[] = [];
let free = SIZE;

/**
 * Runs one query on a connection of the pool, when it is its turn.
 * @throws Error when no connection is to be had, or it broke.
 */
export async function query(path: string, trace: string): Promise<unknown> {
  await turn();
  try {
    const connection = idle.pop() ?? (await connect());
    const row = await run(connection, path, trace);
    idle.push(connection);
    return row;
  } finally {
    next();
  }
}

function turn(): Promise<void> {
  if (free > 0) {
    free -= 1;
    return Promise.resolve();
  }
  return new Promise((go) => {
    line.push(go);
    gauge('waiting', line.length);
  });
}

function next(): void {
  const go = line.shift();
  gauge('waiting', line.length);
  if (go === undefined) free += 1;
  else go();
}

/** Connections are opened when the first pages ask for them. */
export async function fill(): Promise<void> {
  console.log(`at most ${SIZE} connections`);
}
