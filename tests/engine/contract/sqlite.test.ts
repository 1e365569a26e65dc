/** Databases of `node:sqlite`: what of them outlives a process and a loss of power, and what faults do. */
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { inlineEngine } from '../../../src/engine/sim/hosts/inline.ts';
import {
  answers,
  ask,
  at,
  endOf,
  journalOnEveryHost,
  logs,
  only,
  withSession,
} from '../support/simulate.ts';

/** A shop's orders: `/add` takes one in a transaction of its own, `/all` counts them. */
const shop = (begin = '') => `
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

mkdirSync('/data', { recursive: true });
console.log('found', existsSync('/data/shop.db') ? readdirSync('/data').join(' ') : 'nothing');
const db = new DatabaseSync('/data/shop.db');
${begin}
db.exec('CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, what TEXT)');
const add = db.prepare('INSERT INTO orders (what) VALUES (?)');
const all = db.prepare('SELECT count(*) AS n FROM orders');
const check = db.prepare('PRAGMA integrity_check');
console.log('orders', all.get().n, check.get().integrity_check);
createServer((req, res) => {
  try {
    if (req.url.startsWith('/add')) res.end('order ' + add.run('x'.repeat(300)).lastInsertRowid);
    else res.end('all ' + all.get().n);
  } catch (error) {
    res.writeHead(500).end(error.code + ' ' + error.errcode + ' ' + error.message);
  }
}).listen(process.env.PORT);
`;
/** The folder itself is on the disk from the start: names in it are what is looked at. */
const SYNCED_FOLDER = `
import { closeSync, fsyncSync, openSync } from 'node:fs';
const root = openSync('/', 'r'); fsyncSync(root); closeSync(root);`;
const system = (begin = '') => ({ programs: { db: shop(`${begin}`) + SYNCED_FOLDER } });
const said = (events: readonly JournalEvent[]) =>
  answers(events).map((event) => event.client?.answer ?? endOf(event));

describe('a database is on the disk of its machine', () => {
  it.each(['kill', 'stop', 'restart', 'unplug'] as const)('%s keeps it', async (kind) => {
    const events = await journalOnEveryHost(system(), 2000, [
      ask(100, 'db', '/add'),
      ask(200, 'db', '/add?'),
      at(300, { kind, machine: 'db' }),
      at(600, { kind: 'start', machine: 'db' }),
      ask(1000, 'db', '/add??'),
    ]);
    expect(said(events)).toEqual(['order 1', 'order 2', 'order 3']);
    expect(logs(events, 'db')).toEqual([
      'found nothing',
      'orders 0 ok',
      'found shop.db',
      'orders 2 ok',
    ]);
  });

  it('is the file that node:fs sees, and each machine has its own', async () => {
    const program = `
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync('own.db');
db.exec("CREATE TABLE t (x); INSERT INTO t VALUES ('" + process.env.WHO + "')");
console.log(db.location(), readFileSync('/app/own.db').length, statSync('own.db').size);
copyFileSync('own.db', '/tmp/copy.db');
console.log(new DatabaseSync('/tmp/copy.db').prepare('SELECT x FROM t').all().map(({ x }) => x).join());`;
    const events = await journalOnEveryHost(
      {
        programs: { a: program, b: program },
        specs: { a: { env: { WHO: 'ann' } }, b: { env: { WHO: 'bob' } } },
      },
      200,
    );
    expect(logs(events, 'a')).toEqual(['/app/own.db 8192 8192', 'ann']);
    expect(logs(events, 'b')).toEqual(['/app/own.db 8192 8192', 'bob']);
  });

  it('shares nothing with another process, however many use the module at once', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync(':memory:');
db.function('who', () => process.env.WHO);
db.exec('CREATE TABLE t (n)');
const add = db.prepare('INSERT INTO t VALUES (?)');
let n = 0;
const timer = setInterval(() => {
  add.run(n);
  if (++n === 20) {
    console.log(JSON.stringify(db.prepare('SELECT who() AS w, count(*) AS c, hex(randomblob(4)) AS r FROM t').get()));
    clearInterval(timer);
  }
}, 5);`;
    const ids = ['a', 'b', 'c'];
    const events = await journalOnEveryHost(
      {
        programs: Object.fromEntries(ids.map((id) => [id, program])),
        specs: Object.fromEntries(ids.map((id) => [id, { env: { WHO: id } }])),
      },
      300,
    );
    const rows = ids.map(
      (id) => JSON.parse(logs(events, id)[0]!) as { w: string; c: number; r: string },
    );
    expect(rows.map(({ w, c }) => `${w} ${c}`)).toEqual(['a 20', 'b 20', 'c 20']);
    // Each has a seed of its own.
    expect(new Set(rows.map(({ r }) => r)).size).toBe(3);
  });
});

describe('a loss of power', () => {
  const keeps = (pragma: string) =>
    journalOnEveryHost(system(pragma && `db.exec('${pragma}');`), 2000, [
      ask(100, 'db', '/add'),
      ask(200, 'db', '/add?'),
      at(300, { kind: 'power-loss', machine: 'db' }),
      at(600, { kind: 'start', machine: 'db' }),
      ask(1000, 'db', '/all'),
    ]);

  it.each([
    'PRAGMA synchronous = EXTRA',
    'PRAGMA journal_mode = TRUNCATE',
    'PRAGMA journal_mode = PERSIST',
    'PRAGMA journal_mode = WAL',
  ])('keeps what was committed with %s', async (pragma) => {
    const events = await keeps(pragma);
    expect(said(events)).toEqual(['order 1', 'order 2', 'all 2']);
    expect(logs(events, 'db').at(-1)).toBe('orders 2 ok');
  });

  /**
   * A commit is the end of its journal, and SQLite syncs that end with `synchronous = EXTRA` alone:
   * its documentation says that the last transaction may roll back.
   */
  it('takes back the last commit, whole, where its journal was deleted and not synced', async () => {
    const events = await keeps('');
    expect(said(events)).toEqual(['order 1', 'order 2', 'all 1']);
    expect(logs(events, 'db').slice(2)).toEqual(['found shop.db shop.db-journal', 'orders 1 ok']);
    expect(only(events, 'notice').map(({ text }) => text)).toEqual([
      'db lost what was not synced: names in /data',
    ]);
  });

  it.each(['PRAGMA synchronous = OFF', 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF'])(
    'takes commits with %s',
    async (pragma) => {
      const events = await keeps(pragma);
      expect(said(events)).toEqual(['order 1', 'order 2', 'all 0']);
      expect(only(events, 'notice').map(({ text }) => text)).toEqual([
        expect.stringContaining('lost what was not synced'),
      ]);
    },
  );

  /**
   * At every moment of a commit: what is found afterwards is the order before it or the one after,
   * and whoever was told that it is in finds it.
   */
  it.each(['DELETE', 'TRUNCATE', 'PERSIST', 'WAL'] as const)(
    'leaves all or nothing of a transaction, journal_mode = %s',
    async (mode) => {
      const plan = system(`db.exec('PRAGMA journal_mode = ${mode}; PRAGMA synchronous = EXTRA');`);
      const outcomes = new Set<string>();
      for (let ms = 200; ms < 208; ms += 0.35) {
        const found = await withSession(
          { ...plan, host: inlineEngine },
          [
            ask(100, 'db', '/add'),
            ask(199.4, 'db', '/add?', 100),
            at(ms, { kind: 'power-loss', machine: 'db' }),
            at(500, { kind: 'start', machine: 'db' }),
            ask(900, 'db', '/all'),
          ],
          async ({ session, events }) => {
            await session.runTo(1200);
            const [first, second, after] = said(events);
            expect(first).toBe('order 1');
            expect(logs(events, 'db').at(-1)).toMatch(/^orders [12] ok$/);
            if (second === 'order 2') expect(after).toBe('all 2');
            return `${second === 'order 2' ? 'told' : 'not told'}, ${after}`;
          },
        );
        outcomes.add(found);
      }
      // The sweep must have met it before, and after, or it looked at nothing.
      expect([...outcomes]).toEqual(expect.arrayContaining(['not told, all 1', 'told, all 2']));
    },
  );

  it('that comes in a commit, as a kill does, leaves a journal that SQLite rolls back from', async () => {
    const plan = system();
    const journals = new Set<string>();
    for (let ms = 200; ms < 206; ms += 0.2) {
      const events = await withSession(
        { ...plan, host: inlineEngine },
        [
          ask(100, 'db', '/add'),
          ask(199.4, 'db', '/add?', 100),
          at(ms, { kind: 'kill', machine: 'db' }),
          at(500, { kind: 'start', machine: 'db' }),
        ],
        async ({ session, events }) => {
          await session.runTo(700);
          return events;
        },
      );
      const [, , found, orders] = logs(events, 'db');
      journals.add(`${found}, ${orders}`);
    }
    expect(journals).toContain('found shop.db shop.db-journal, orders 1 ok');
    expect(journals).toContain('found shop.db, orders 2 ok');
  });
});

describe('faults of a disk', () => {
  it('full: SQLITE_FULL, and nothing of the transaction is left', async () => {
    const events = await journalOnEveryHost(system(), 2000, [
      ask(100, 'db', '/add'),
      at(200, { kind: 'machine-fault', id: 'full', machine: 'db', fault: { diskFull: true } }),
      ...[1, 2, 3].map((n) => ask(200 + 100 * n, 'db', `/add?${n}`)),
      ask(600, 'db', '/all'),
      at(700, { kind: 'heal', id: 'full' }),
      ask(800, 'db', '/add?healed'),
    ]);
    expect(said(events)).toEqual([
      'order 1',
      ...Array.from({ length: 3 }, () => 'ERR_SQLITE_ERROR 13 database or disk is full'),
      'all 1',
      'order 2',
    ]);
  });

  it('holds what the plan says', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync('/tmp/big.db');
db.exec('CREATE TABLE t (x)');
const add = db.prepare('INSERT INTO t VALUES (zeroblob(100000))');
let n = 0;
try { for (;;) { add.run(); n++; } } catch (error) { console.log(n > 5 && n < 11, error.errcode, error.message); }
console.log(db.prepare('SELECT count(*) AS n FROM t').get().n === n, db.prepare('PRAGMA integrity_check').get().integrity_check);`;
    const events = await journalOnEveryHost(
      { programs: { db: program }, specs: { db: { diskMb: 1 } } },
      500,
    );
    expect(logs(events, 'db')).toEqual(['true 13 database or disk is full', 'true ok']);
  });

  it('slow: a commit costs its calls and its syncs, and waits in proportion', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync('/tmp/x.db');
db.exec('CREATE TABLE t (x)');
const add = db.prepare('INSERT INTO t VALUES (1)');
setInterval(() => {
  const from = performance.now();
  add.run();
  console.log((performance.now() - from).toFixed(2));
}, 200);`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 800, [
      at(300, { kind: 'machine-fault', id: 'slow', machine: 'db', fault: { disk: 0.1 } }),
      at(500, { kind: 'heal', id: 'slow' }),
    ]);
    const [fast, slow, healed] = logs(events, 'db').map(Number);
    // The journal, its folder, and the file are synced, and the folder again.
    expect(fast).toBeGreaterThan(4);
    expect(fast).toBeLessThan(6);
    expect(slow).toBeCloseTo(10 * fast!, 0);
    expect(healed).toBeCloseTo(fast!, 1);
  });

  it('costs no time in memory, and none for what is read before', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const took = (run) => { const from = performance.now(); run(); return (performance.now() - from).toFixed(2); };
const memory = new DatabaseSync(':memory:');
console.log(took(() => memory.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')));
const db = new DatabaseSync('/tmp/x.db');
db.exec('CREATE TABLE t (x)');
db.exec("INSERT INTO t SELECT zeroblob(3000) FROM json_each('[1,2,3,4,5,6,7,8,9,10]')");
const all = db.prepare('SELECT sum(length(x)) FROM t');
const fresh = new DatabaseSync('/tmp/x.db').prepare('SELECT sum(length(x)) FROM t');
console.log(Number(took(() => fresh.get())) > 1, Number(took(() => fresh.get())) < 0.5);`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 200);
    expect(logs(events, 'db')).toEqual(['0.00', 'true true']);
  });
});

describe('its clock', () => {
  it('is the calendar of its machine, and waiting for a lock holds the event loop', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync('/tmp/x.db', { timeout: 50 });
console.log(db.prepare("SELECT datetime('now') AS now, datetime('now', 'localtime') = datetime('now') AS utc").get());
const other = new DatabaseSync('/tmp/x.db');
setTimeout(() => {
  console.log(db.prepare("SELECT datetime('now') AS now").get().now, new Date().toISOString());
  other.exec('BEGIN EXCLUSIVE');
  const from = performance.now();
  try { db.exec('CREATE TABLE t (x)'); } catch (error) { console.log(error.message, Math.round((performance.now() - from) / 10)); }
}, 1000);`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 1500, [
      at(500, {
        kind: 'machine-fault',
        id: 'skew',
        machine: 'db',
        fault: { clockMs: 3_600_000 },
      }),
    ]);
    expect(logs(events, 'db').slice(-2)).toEqual([
      expect.stringMatching(/^2026-01-01 01:00:01 2026-01-01T01:00:01\.0/),
      'database is locked 5',
    ]);
    expect(logs(events, 'db').join(' ')).toContain("now: '2026-01-01 00:00:00', utc: 1");
  });
});

describe('how it comes to a program', () => {
  it('by an edit, too', async () => {
    const before = `setInterval(() => {}, 1000); console.log('without');`;
    const after = `import { DatabaseSync } from 'node:sqlite';
console.log(new DatabaseSync(':memory:').prepare('SELECT 6 * 7 AS x').get().x);`;
    const events = await journalOnEveryHost({ programs: { db: before } }, 500, [
      at(100, { kind: 'write', path: 'db.ts', text: after }),
    ]);
    expect(logs(events, 'db')).toEqual(['without', '42']);
  });

  it('under its name alone: a program that puts the name together is told', async () => {
    const program = `await import('node:' + 'sqlite').catch((error) => console.log(error.code, error.message));`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 100);
    expect(logs(events, 'db')).toEqual([
      'ERR_UNSUPPORTED_IN_PAGE node:sqlite is not available in the in-page engine. ' +
        "It is loaded for programs that name it: `import { DatabaseSync } from 'node:sqlite'`.",
    ]);
  });

  it('without a way to WebAssembly, and extensions are refused by name', async () => {
    const program = `
import { DatabaseSync } from 'node:sqlite';
const db = new DatabaseSync(':memory:', { allowExtension: true });
console.log(typeof WebAssembly);
try { db.loadExtension('x'); } catch (error) { console.log(error.message); }`;
    const events = await journalOnEveryHost({ programs: { db: program } }, 100);
    expect(logs(events, 'db')).toEqual([
      'undefined',
      'DatabaseSync.loadExtension() is not available in the in-page engine. ' +
        'Define what you need of it with `function` or `aggregate`.',
    ]);
  });
});
