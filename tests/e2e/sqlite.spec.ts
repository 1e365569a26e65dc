/**
 * `node:sqlite` in the page: loaded for programs that name it and no others, once; its journal is the
 * one of Node, on a thread of its own and on the shared one. @once
 */
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import { inlineEngine } from '../../src/engine/sim/hosts/inline.ts';
import { openEngine } from '../helpers/engine-page.ts';
import { expect, test } from './fixtures.ts';

const UNTIL = 2500;

/** Orders that are taken in one by one, on a machine that loses power and comes back. */
const SHOP = `
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync('/tmp/shop.db');
db.exec('PRAGMA synchronous = EXTRA; CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, what)');
const all = db.prepare("SELECT count(*) AS n, datetime('now') AS now, hex(randomblob(4)) AS r FROM orders");
console.log(all.get());
const add = db.prepare('INSERT INTO orders (what) VALUES (randomblob(200))');
createServer((req, res) => res.end('order ' + add.run().lastInsertRowid)).listen(process.env.PORT);
`;
const PLAIN = `console.log('no database');`;

const planWith = (text: string, seed = 1): BootPlan => ({
  machines: [{ id: 'shop', entry: 'shop.ts' }],
  links: [{ from: 'clients', to: 'shop' }],
  files: { 'shop.ts': text },
  seed,
});

const STORY: readonly TimedAction[] = [
  {
    at: 10,
    action: {
      kind: 'load',
      id: 'orders',
      profile: { to: 'shop', rate: 60, flows: [{ steps: [{ path: '/' }] }] },
    },
  },
  ...[400.7, 1100.3, 1800.9].flatMap((at): TimedAction[] => [
    { at, action: { kind: 'power-loss', machine: 'shop' } },
    { at: at + 200, action: { kind: 'start', machine: 'shop' } },
  ]),
];

test('its parts are loaded once, and for no program that does not name it @once', async ({
  page,
}) => {
  const loaded: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/sqlite|wasm/.test(pathname)) loaded.push(pathname);
  });
  const engine = await openEngine(page);
  const plain = await engine.run(planWith(PLAIN), [], 100);
  expect(plain.events.some((event) => event.kind === 'log')).toBe(true);
  expect(loaded).toEqual([]);
  await engine.run(planWith(SHOP), [], 100);
  await engine.run(planWith(SHOP), [], 100);
  expect(loaded.sort()).toEqual(['/engine/sqlite.js', '/engine/sqlite.wasm']);
});

test('one journal here and under Node, through losses of power @once', async ({ page }) => {
  test.setTimeout(120_000);
  const engine = await openEngine(page);
  const hashes = new Set<string>();
  for (const seed of [1, 2, 3]) {
    const plan = planWith(SHOP, seed);
    const session = await inlineEngine.boot(plan, { timeline: STORY });
    const found: string[] = [];
    session.subscribe(({ events }) => {
      for (const event of events) if (event.kind === 'log') found.push(event.text);
    });
    await session.runTo(UNTIL);
    const underNode = await session.hash();
    await session.dispose();
    // Four starts, and each but the first finds orders.
    expect(found.filter((text) => text.includes('n:'))).toHaveLength(4);
    expect(found.filter((text) => text.includes('n: 0'))).toHaveLength(1);
    expect(await engine.hash(plan, STORY, UNTIL)).toBe(underNode);
    expect(await engine.hash({ ...plan, vetted: ['shop.ts'] }, STORY, UNTIL)).toBe(underNode);
    hashes.add(underNode);
  }
  expect(hashes.size).toBe(3);
});

test.describe('without a connection', () => {
  test.use({ tolerated: [/sqlite\.(js|wasm)|Failed to load resource/] });

  test('a boot that needs it says so, and the next one tries again @once', async ({ page }) => {
    const engine = await openEngine(page);
    await page.route('**/engine/sqlite.*', (route) => route.abort());
    await expect(engine.run(planWith(SHOP), [], 100)).rejects.toThrow(
      /node:sqlite\) could not be loaded\. Check the connection/,
    );
    await page.unroute('**/engine/sqlite.*');
    const { events } = await engine.run(planWith(SHOP), [], 100);
    expect(events.some((event) => event.kind === 'log' && event.text.includes('n: 0'))).toBe(true);
  });
});
