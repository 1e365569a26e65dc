/** A pool of the right size, and no line in front of it: who finds nothing free, fails. */
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

const SIZE = 5;
const idle: Connection[] = [];
let open = 0;

export async function query(path: string, trace: string): Promise<unknown> {
  const connection = await take();
  const row = await run(connection, path, trace);
  idle.push(connection);
  return row;
}

async function take(): Promise<Connection> {
  const connection = idle.pop();
  if (connection !== undefined) return connection;
  if (open >= SIZE) throw new Error('all connections are busy');
  open += 1;
  return connect();
}

export async function fill(): Promise<void> {
  console.log(`at most ${SIZE} connections`);
}
