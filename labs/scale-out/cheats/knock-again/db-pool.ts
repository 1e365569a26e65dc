/** The pool as it was, and whoever is refused knocks again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

const SIZE = 8;
const idle: Connection[] = [];

export async function query(path: string, trace: string): Promise<unknown> {
  const connection = await take();
  const row = await run(connection, path, trace);
  idle.push(connection);
  return row;
}

async function take(): Promise<Connection> {
  for (let tries = 0; tries < 40; tries += 1) {
    const connection = idle.pop();
    if (connection !== undefined) return connection;
    try {
      return await connect();
    } catch {
      await sleep(100);
    }
  }
  throw new Error('the database lets nobody in');
}

export async function fill(): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: SIZE }, connect));
  for (const each of opened) if (each.status === 'fulfilled') idle.push(each.value);
}
