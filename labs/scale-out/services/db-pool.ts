/**
 * The pool: connections to the database that this web server keeps, so that a page need not wait
 * until a new one is open.
 *
 * It starts broken on purpose: it was written when there was one web server. LOOK HERE, twice.
 */
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

/** LOOK HERE (1 of 2). So many are opened at the start, whoever else is there. */
const SIZE = 8;

/** Open connections that nobody uses just now. */
const idle: Connection[] = [];

/**
 * Runs one query on a connection of the pool.
 * @throws Error when no connection is to be had, or it broke.
 */
export async function query(path: string, trace: string): Promise<unknown> {
  const connection = await take();
  const row = await run(connection, path, trace);
  idle.push(connection);
  return row;
}

/** LOOK HERE (2 of 2). Nobody ever waits: when all are busy, one more is opened, and kept. */
async function take(): Promise<Connection> {
  return idle.pop() ?? connect();
}

/** Opens the pool's connections before the first page asks for one. */
export async function fill(): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: SIZE }, connect));
  for (const each of opened) if (each.status === 'fulfilled') idle.push(each.value);
  console.log(`${idle.length} of ${SIZE} connections open`);
}
