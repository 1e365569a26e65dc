/** Programs that take too much: time, memory, messages, log, timers, connections. */
import type { Hostile } from './program.ts';

const LOOP = /endless loop|called for ever/;

const LOOPS: readonly Hostile[] = [
  {
    name: 'while (true)',
    code: `setTimeout(() => { while (true); }, 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  { name: 'a loop at the top of the file', code: `for (;;);`, ends: 'stuck', says: LOOP },
  {
    name: 'a loop in microtasks: promises',
    code: `setTimeout(() => { const spin = () => Promise.resolve().then(spin); void spin(); }, 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a loop in microtasks: await',
    code: `setTimeout(async () => { for (;;) await null; }, 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a loop in microtasks: an async generator',
    code: `async function* ever() { for (;;) yield 1; } for await (const _ of ever());`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a loop in microtasks: queueMicrotask',
    code: `const spin = () => queueMicrotask(spin); setTimeout(spin, 100);`,
    ends: 'stuck',
    says: /queueMicrotask is called for ever/,
  },
  {
    name: 'a loop of process.nextTick',
    code: `const spin = () => process.nextTick(spin); setTimeout(spin, 100);`,
    ends: 'stuck',
    says: /process\.nextTick is called for ever/,
  },
  {
    name: 'a loop of process.nextTick behind promises',
    code: `const spin = () => Promise.resolve().then(() => process.nextTick(spin)); setTimeout(spin, 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a query without end',
    code: `const { DatabaseSync } = await import('node:sqlite'); setTimeout(() => new DatabaseSync(':memory:').exec('WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c'), 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a loop of setImmediate',
    code: `const spin = () => setImmediate(spin); spin(); setTimeout(() => out('time goes on'), 500);`,
    ends: 'up',
    says: /time goes on/,
  },
  {
    name: 'a loop of signals to itself',
    code: `process.on('SIGUSR2', () => process.kill(process.pid, 'SIGUSR2')); process.kill(process.pid, 'SIGUSR2'); setTimeout(() => out('time goes on'), 500);`,
    ends: 'up',
    says: /time goes on/,
  },
  {
    name: 'a loop of timeouts of 0',
    code: `const spin = () => { AbortSignal.timeout(0).addEventListener('abort', spin); }; spin(); setInterval(() => out('time goes on'), 500);`,
    ends: 'up',
    says: /time goes on/,
  },
  {
    name: 'a regular expression that backtracks',
    code: `setTimeout(() => /^(a+)+$/.test('a'.repeat(60) + '!'), 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a sort that never ends',
    code: `setTimeout(() => [2, 1].sort(() => { for (;;); }), 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a number of a hundred million digits',
    code: `setTimeout(() => { let x = 3n; for (;;) x *= x; }, 100);`,
    ends: 'gone',
  },
  {
    name: 'a loop in a getter of what is logged',
    code: `console.log({ toString() { for (;;); }, [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } });`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'a SIGTERM that is ignored',
    code: `process.on('SIGTERM', () => { for (;;); }); setTimeout(() => process.kill(process.pid), 100);`,
    ends: 'stuck',
    says: LOOP,
  },
  {
    name: 'recursion without end',
    code: `const deeper = (n) => deeper(n + 1) + 1; deeper(0);`,
    ends: 'down',
  },
  {
    name: 'recursion that catches its own end',
    code: `const deeper = () => { try { deeper(); } catch { deeper(); } }; setTimeout(deeper, 100);`,
    ends: 'stuck',
  },
  {
    name: 'JSON of a hundred thousand levels',
    code: `let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; JSON.stringify(deep);`,
    ends: 'gone',
  },
  {
    name: 'a log of a hundred thousand levels',
    code: `let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; console.log(deep); console.dir(deep, { depth: Infinity });`,
    ends: 'gone',
  },
];

const MESSAGES: readonly Hostile[] = [
  {
    name: 'an answer of 100 MB',
    code: `http.createServer((_, res) => res.end('x'.repeat(1e8))).listen(process.env.PORT); setTimeout(() => http.get('http://localhost:' + process.env.PORT), 50);`,
    ends: 'down',
    says: /95 MB is too long: the limit is 16 MB/,
  },
  {
    name: 'a request of 100 MB',
    code: `fetch('http://calm:8080/', { method: 'POST', body: new Uint8Array(1e8) }).catch(() => {});`,
    ends: 'down',
    says: /95 MB is too long/,
  },
  {
    name: 'an answer in parts without end',
    code: `http.createServer((_, res) => { setInterval(() => res.write('x'.repeat(4e6)), 1); }).listen(process.env.PORT);`,
    ends: 'down',
    says: /more than 64 MB/,
  },
  {
    name: 'a thousand bodies at once',
    code: `const body = 'x'.repeat(1e6); for (let i = 0; i < 1000; i++) http.request('http://calm:8080/', { method: 'POST' }).on('error', () => {}).end(body);`,
    ends: 'down',
    says: /without waiting for anything/,
  },
  {
    name: 'a header of a megabyte',
    code: `http.get('http://calm:8080/', { headers: { x: 'y'.repeat(1e6) } }).on('error', () => {});`,
    ends: 'down',
    says: /Headers of 1,000,\d+ characters are too long/,
  },
  {
    name: 'a hundred thousand headers',
    code: `http.get('http://calm:8080/', { headers: Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['x-' + i, '1'])) }).on('error', () => {});`,
    ends: 'down',
    says: /Headers of .* are too long/,
  },
  {
    name: 'a path of a megabyte',
    code: `http.get('http://calm:8080/' + 'y'.repeat(1e6)).on('error', () => {});`,
    ends: 'down',
    says: /too long|not the engine's/,
  },
  {
    name: 'twenty thousand requests at once',
    code: `for (let i = 0; i < 20000; i++) http.get({ host: 'calm', port: 8080, agent: false }).on('error', () => {});`,
    ends: 'down',
    says: /10,000 connections are open/,
  },
  {
    name: 'a thousand ports',
    code: `for (let i = 0; i < 1000; i++) http.createServer().listen(20000 + i);`,
    ends: 'down',
    says: /listens on 100 ports/,
  },
];

const LOGS: readonly Hostile[] = [
  {
    name: 'a million lines of log',
    code: `for (let i = 0; i < 1e6; i++) console.log('line ' + i);`,
    ends: 'down',
    says: /100,000 lines to its log within a second/,
  },
  {
    name: 'a log that never pauses',
    code: `setInterval(() => { for (let i = 0; i < 20; i++) console.log('x'); }, 1);`,
    ends: 'up',
    says: /More than 5000 lines were written/,
  },
  {
    name: 'a line of 100 MB',
    code: `console.log('x'.repeat(1e8)); setTimeout(() => out('alive'), 10);`,
    ends: 'gone',
    says: /^x{4096}…$/,
  },
  {
    name: 'a line without an end',
    code: `setInterval(() => process.stdout.write('x'.repeat(1e6)), 1);`,
    ends: 'up',
  },
];

const TIMERS: readonly Hostile[] = [
  {
    name: 'a million timers',
    code: `for (let i = 0; i < 1e6; i++) setTimeout(() => {}, 1e6);`,
    ends: 'down',
    says: /100,000 timers are set at once/,
  },
  {
    name: 'a million immediates',
    code: `for (let i = 0; i < 1e6; i++) setImmediate(() => {});`,
    ends: 'down',
    says: /100,000 timers/,
  },
  {
    name: 'timers that double',
    code: `const two = () => { setTimeout(two, 10); setTimeout(two, 10); }; two();`,
    ends: 'gone',
  },
  {
    name: 'timers set and cleared without end',
    code: `setInterval(() => { for (let i = 0; i < 1000; i++) clearTimeout(setTimeout(() => {}, 1e9)); }, 1);`,
    ends: 'up',
  },
];

const MEMORY: readonly Hostile[] = [
  {
    name: 'an array that grows for ever',
    code: `setTimeout(() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); }, 100);`,
    ends: 'gone',
  },
  {
    name: 'a map that grows for ever',
    code: `setTimeout(() => { const all = new Map(); for (let i = 0; ; i++) all.set(i, 'x' + i); }, 100);`,
    ends: 'gone',
  },
  {
    name: 'buffers that grow for ever',
    code: `setTimeout(() => { const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1)); }, 100);`,
    ends: 'gone',
  },
  {
    name: 'a database in memory that grows for ever',
    code: `const { DatabaseSync } = await import('node:sqlite'); const db = new DatabaseSync(':memory:'); db.exec('CREATE TABLE t (x)'); for (;;) db.exec('INSERT INTO t VALUES (zeroblob(1000000))');`,
    ends: 'down',
    says: /out of memory|database or disk is full/,
  },
  { name: 'a text that doubles', code: `let text = 'x'; for (;;) text += text;`, ends: 'down' },
  { name: 'an array as long as can be', code: `new Array(2 ** 32 - 1).fill(0);`, ends: 'gone' },
];

export const LIMITED: readonly Hostile[] = [...LOOPS, ...MESSAGES, ...LOGS, ...TIMERS, ...MEMORY];
