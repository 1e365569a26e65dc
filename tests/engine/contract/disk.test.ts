/** Disks of machines: what outlives a process, what a loss of power takes, and their faults. */
import { describe, expect, it } from 'vitest';
import {
  answers,
  ask,
  at,
  endOf,
  journalOnEveryHost,
  logs,
  only,
  states,
  withSession,
} from '../support/simulate.ts';

/** A counter in a file: `/add` counts without a sync, `/save` syncs, `/get` tells. */
const KEEPER = `
import { createServer } from 'node:http';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';

mkdirSync('/data', { recursive: true });
const file = '/data/count';
const read = () => { try { return readFileSync(file, 'utf8'); } catch (error) { return error.code; } };
const sync = (path) => { const fd = openSync(path, 'r'); fsyncSync(fd); closeSync(fd); };
console.log('found ' + read());
createServer((req, res) => {
  try {
    if (req.url.startsWith('/add')) writeFileSync(file, String((Number(read()) || 0) + 1));
    if (req.url.startsWith('/save')) for (const path of [file, '/data', '/']) sync(path);
    res.end(read());
  } catch (error) {
    res.writeHead(507).end(error.code + ' ' + error.syscall);
  }
}).listen(process.env.PORT);
`;
const keeper = { programs: { db: KEEPER } };
const said = (events: Parameters<typeof answers>[0]) =>
  answers(events).map((event) => event.client?.answer ?? endOf(event));

describe('a disk outlives processes', () => {
  it.each(['kill', 'stop', 'restart', 'unplug'] as const)(
    '%s keeps what was written',
    async (kind) => {
      const events = await journalOnEveryHost(keeper, 1500, [
        ask(100, 'db', '/add'),
        ask(200, 'db', '/add?'),
        at(300, { kind, machine: 'db' }),
        at(500, { kind: 'start', machine: 'db' }),
      ]);
      expect(said(events)).toEqual(['1', '2']);
      expect(logs(events, 'db')).toEqual(['found ENOENT', 'found 2']);
    },
  );

  it('a crash keeps it, and another machine has its own', async () => {
    const crash = `${KEEPER}\nif (read() === '1') throw new Error('bad day');`;
    const events = await journalOnEveryHost({ programs: { db: crash, other: KEEPER } }, 1500, [
      ask(100, 'db', '/add'),
      at(200, { kind: 'restart', machine: 'db' }),
      at(600, { kind: 'start', machine: 'db' }),
      ask(1000, 'other', '/get'),
    ]);
    expect(logs(events, 'db')).toEqual(['found ENOENT', 'found 1', 'found 1']);
    expect(said(events)).toEqual(['1', 'ENOENT']);
  });

  it('what a process wrote after its kill never happened, although it had run ahead', async () => {
    const program = `
import { appendFileSync, readFileSync } from 'node:fs';
try { console.log(readFileSync('/tmp/log', 'utf8').split('\\n').length); } catch (error) { console.log(error.code); }
setTimeout(() => {
  for (let i = 0; i < 1000; i++) appendFileSync('/tmp/log', 'line\\n');
  console.log('all written');
}, 100);
setInterval(() => {}, 1000);`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 300, [
      at(110, { kind: 'kill', machine: 'db' }),
      at(200, { kind: 'start', machine: 'db' }),
    ]);
    const [first, second] = logs(events, 'db');
    expect(first).toBe('ENOENT');
    // Ten ms of calls of 0.04 ms each.
    expect(Number(second)).toBeGreaterThan(240);
    expect(Number(second)).toBeLessThan(260);
  });
});

describe('power-loss', () => {
  it('takes what was not synced, is silent, and lasts until the machine is started', async () => {
    const events = await journalOnEveryHost(keeper, 3000, [
      ask(100, 'db', '/add'),
      ask(200, 'db', '/save'),
      ask(300, 'db', '/add?'),
      at(400, { kind: 'power-loss', machine: 'db' }),
      ask(500, 'db', '/dark', 400),
      at(1500, { kind: 'start', machine: 'db' }),
      ask(2000, 'db', '/get'),
    ]);
    expect(said(events)).toEqual(['1', '1', '2', 'ETIMEDOUT', '1']);
    expect(states(events, 'db').slice(2)).toEqual(['unplugged 1: no power', 'starting 2', 'up 2']);
    expect(only(events, 'notice').map(({ t, machine, text }) => [t, machine, text])).toEqual([
      [400, 'db', 'db lost what was not synced: data of /data/count'],
    ]);
    expect(only(events, 'action').map(({ action }) => action.kind)).toContain('power-loss');
  });

  it('takes everything of who never synced, also when its process was down already', async () => {
    const events = await journalOnEveryHost(keeper, 2000, [
      ask(100, 'db', '/add'),
      at(200, { kind: 'kill', machine: 'db' }),
      at(300, { kind: 'power-loss', machine: 'db' }),
      at(400, { kind: 'heal-all' }),
      ask(1000, 'db', '/get'),
    ]);
    expect(said(events)).toEqual(['1', 'ENOENT']);
    expect(only(events, 'notice').map(({ text }) => text)).toEqual([
      'db lost what was not synced: names in /',
    ]);
  });

  it('loses a sync that it interrupts', async () => {
    const program = `
import { open, readFile } from 'node:fs/promises';
console.log(await readFile('/tmp/log', 'utf8').catch((error) => error.code));
const file = await open('/tmp/log', 'a');
const folder = await open('/tmp');
await file.write('x');
await folder.sync();
setTimeout(async () => { await file.sync(); console.log('synced'); }, 100);`;
    const run = (ms: number) =>
      journalOnEveryHost({ programs: { db: program } }, 400, [
        at(ms, { kind: 'power-loss', machine: 'db' }),
        at(250, { kind: 'start', machine: 'db' }),
      ]);
    expect(logs(await run(101.8), 'db').slice(0, 2)).toEqual(['ENOENT', '']);
    expect(logs(await run(103), 'db').slice(0, 3)).toEqual(['ENOENT', 'synced', 'x']);
  });
});

describe('how a run is cut', () => {
  it('makes no difference to a disk', async () => {
    const story = [
      ask(100, 'db', '/add'),
      ask(200, 'db', '/save'),
      ask(200, 'db', '/add?'),
      at(200.6, { kind: 'power-loss', machine: 'db' }),
      at(300, { kind: 'start', machine: 'db' }),
      ask(500, 'db', '/get'),
    ] as const;
    const hashOf = (moments: readonly number[]) =>
      withSession(keeper, story, async ({ session }) => {
        for (const ms of moments) await session.runTo(ms);
        return session.hash();
      });
    const cut = Array.from({ length: 300 }, (_, i) => 2 * (i + 1));
    expect(await hashOf(cut)).toBe(await hashOf([600]));
  });
});

describe('a full disk', () => {
  it('refuses what needs room until it heals, and takes what does not', async () => {
    const program = `
import * as fs from 'node:fs';
fs.writeFileSync('/tmp/a', 'abc');
const attempt = (run) => { try { run(); return 'ok'; } catch (error) { return error.message; } };
setInterval(() => console.log([
  attempt(() => fs.appendFileSync('/tmp/a', 'd')),
  attempt(() => { const fd = fs.openSync('/tmp/a', 'r+'); fs.writeSync(fd, 'X', 0); fs.closeSync(fd); }),
  attempt(() => { fs.writeFileSync('/tmp/b', ''); fs.unlinkSync('/tmp/b'); }),
  attempt(() => { fs.mkdirSync('/tmp/c'); fs.rmdirSync('/tmp/c'); }),
  fs.readFileSync('/tmp/a', 'utf8'),
].join(', ')), 100);`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 400, [
      at(150, { kind: 'machine-fault', id: 'full', machine: 'db', fault: { diskFull: true } }),
      at(250, { kind: 'heal', id: 'full' }),
    ]);
    expect(logs(events, 'db')).toEqual([
      'ok, ok, ok, ok, Xbcd',
      'ENOSPC: no space left on device, write, ok, ok, ' +
        "ENOSPC: no space left on device, mkdir '/tmp/c', Xbcd",
      'ok, ok, ok, ok, Xbcdd',
    ]);
  });

  it('is full for the next process too, and a config written over is an empty one', async () => {
    const events = await journalOnEveryHost(keeper, 2000, [
      ask(100, 'db', '/add'),
      at(200, { kind: 'machine-fault', id: 'full', machine: 'db', fault: { diskFull: true } }),
      at(300, { kind: 'restart', machine: 'db' }),
      ask(600, 'db', '/add?'),
      ask(700, 'db', '/get'),
      at(800, { kind: 'heal-all' }),
      ask(900, 'db', '/add??'),
    ]);
    expect(said(events)).toEqual(['1', 'ENOSPC write', '', '1']);
  });

  it('holds what the plan says', async () => {
    const program = `
import { statSync, unlinkSync, writeFileSync } from 'node:fs';
const half = Buffer.alloc(600_000);
writeFileSync('/tmp/a', half);
try { writeFileSync('/tmp/b', half); } catch (error) { console.log(error.code, statSync('/tmp/b').size); }
unlinkSync('/tmp/a');
writeFileSync('/tmp/b', half);
console.log(statSync('/tmp/b').size);`;
    const specs = { db: { diskMb: 1 } };
    const events = await journalOnEveryHost({ programs: { db: program }, specs }, 100);
    expect(logs(events, 'db')).toEqual(['ENOSPC 0', '600000']);
  });
});

describe('a slow disk', () => {
  const program = `
import { open } from 'node:fs/promises';
import { fsyncSync, writeSync } from 'node:fs';
const file = await open('/tmp/log', 'a');
let from;
const took = () => (performance.now() - from).toFixed(2);
setInterval(async () => {
  from = performance.now();
  await file.write('0123456789');
  const written = took();
  await file.sync();
  const synced = took();
  writeSync(file.fd, 'x');
  fsyncSync(file.fd);
  console.log(written, synced, took());
}, 200);`;

  it('takes its time by its speed, blocking or not, until it heals', async () => {
    const events = await journalOnEveryHost({ programs: { db: program } }, 800, [
      at(300, { kind: 'machine-fault', id: 'slow', machine: 'db', fault: { disk: 0.1 } }),
      at(500, { kind: 'heal', id: 'slow' }),
    ]);
    expect(logs(events, 'db')).toEqual(['0.02 1.04 2.08', '0.20 10.40 20.80', '0.02 1.04 2.08']);
  });

  it('does one thing after the other', async () => {
    const busy = `
import { open } from 'node:fs/promises';
const file = await open('/tmp/log', 'a');
setTimeout(async () => {
  const from = performance.now();
  await Promise.all([1, 2, 3].map(async () => {
    await file.datasync();
    console.log((performance.now() - from).toFixed(2));
  }));
}, 100);`;
    const events = await journalOnEveryHost({ programs: { db: busy } }, 300);
    expect(logs(events, 'db')).toEqual(['1.02', '2.04', '3.06']);
  });
});

describe('what is not simulated', () => {
  it('is refused by name, with what to do instead', async () => {
    const program = `
import { watch } from 'node:fs';
watch('/tmp', () => {});`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 100);
    expect(only(events, 'crash').map(({ message }) => message)).toEqual([
      'Error: fs.watch() is not available in the in-page engine. Look again after a while, or let the writer say what it wrote.',
    ]);
  });
});
