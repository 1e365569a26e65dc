/** One connection for each server, and a rest after every query. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

let connection: Connection | undefined;
let last: Promise<unknown> = Promise.resolve();

export function query(path: string, trace: string): Promise<unknown> {
  const answer = last.then(async () => {
    connection ??= await connect();
    return run(connection, path, trace);
  });
  last = answer.catch(() => undefined).then(() => sleep(60));
  return answer;
}

export async function fill(): Promise<void> {
  console.log('one connection');
}
