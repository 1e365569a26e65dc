// A log of records, each synced before it is acknowledged, and read again at the start.
import { appendFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

class Log {
  static async open(folder) {
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'wal');
    const text = await readFile(path, 'utf8').catch((error) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    const log = new Log();
    log.rows = new Map(text.split('\n').filter(Boolean).map((line) => JSON.parse(line)));
    log.file = await open(path, 'a');
    log.folder = folder;
    return log;
  }
  async put(key, value) {
    await this.file.appendFile(`${JSON.stringify([key, value])}\n`);
    await this.file.datasync();
    this.rows.set(key, value);
  }
  async compact() {
    const fresh = await open(join(this.folder, 'wal.new'), 'w');
    for (const row of this.rows) await fresh.write(`${JSON.stringify(row)}\n`);
    await fresh.sync();
    await fresh.close();
    await rename(join(this.folder, 'wal.new'), join(this.folder, 'wal'));
    const folder = await open(this.folder, 'r');
    await folder.sync();
    await folder.close();
    await this.file.close();
    this.file = await open(join(this.folder, 'wal'), 'a');
  }
}

const home = mkdtempSync(join(tmpdir(), 'program-'));
const first = await Log.open(join(home, 'data'));
await Promise.all([first.put('a', 1), first.put('b', 2)]);
await first.put('a', 3);
await first.file.close();
const second = await Log.open(join(home, 'data'));
console.log([...second.rows].sort());
await second.compact();
await second.put('c', 4);
await second.file.close();
await appendFile(join(home, 'data', 'wal'), '["d",5]\n');
console.log((await readFile(join(home, 'data', 'wal'), 'utf8')).split('\n').length);
const third = await Log.open(join(home, 'data'));
console.log([...third.rows].sort());
await third.file.close();
await rm(home, { recursive: true });
