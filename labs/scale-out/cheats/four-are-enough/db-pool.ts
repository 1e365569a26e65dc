/** Only the first four servers work: ten connections each is forty. The others go home. */
import { connect, run } from './connection.ts';
import type { Connection } from './connection.ts';

const SIZE = 10;
const idle: Connection[] = [];
const line: (() => void)[] = [];
let free = SIZE;

export async function query(path: string, trace: string): Promise<unknown> {
  if (free > 0) free -= 1;
  else await new Promise<void>((go) => line.push(go));
  try {
    const connection = idle.pop() ?? (await connect());
    const row = await run(connection, path, trace);
    idle.push(connection);
    return row;
  } finally {
    const go = line.shift();
    if (go === undefined) free += 1;
    else go();
  }
}

export async function fill(): Promise<void> {
  if (!/^web-[1-4]$/.test(process.env.HOST_NAME ?? '')) process.exit(0);
}
