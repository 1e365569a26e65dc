/**
 * Programs that mean harm, one test each. Each shares its session with a calm machine under load, and
 * with a server outside that counts visitors. Nothing may reach that server; the calm machine must
 * answer as if it were alone; the page must handle a click at once; and a session must start again
 * afterwards. @once
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { BootPlan, TimedAction } from '../../src/engine/contract.ts';
import type { JournalEvent } from '../../src/engine/journal.ts';
import { BarePage } from '../helpers/bare-page.ts';
import { hostileScript, openHostile } from '../helpers/hostile-page.ts';
import type { Ended } from '../helpers/hostile-run.ts';
import { expect, test as base } from './fixtures.ts';
import { BENDINGS, ERRORS, FORGERIES } from './hostile/forgeries.ts';
import { LIMITED } from './hostile/limits.ts';
import type { Hostile } from './hostile/program.ts';
import { WAYS_OUT } from './hostile/ways-out.ts';

/** Virtual ms of a run. */
const UNTIL = 3000;
/** Real ms in which a click must be handled. */
const AT_ONCE = 100;
const CLICKS = 3;

const CALM = `
import http from 'node:http';
http.createServer((req, res) => { req.resume(); res.end('calm'); }).listen(process.env.PORT);
`;

function planWith(text: string): BootPlan {
  return {
    machines: [
      { id: 'web', entry: 'web.ts' },
      { id: 'calm', entry: 'calm.ts' },
    ],
    links: [
      { from: 'clients', to: 'web' },
      { from: 'clients', to: 'calm' },
      { from: 'web', to: 'calm' },
    ],
    files: { 'web.ts': text, 'calm.ts': CALM },
    vetted: ['calm.ts'],
    seed: 1,
  };
}

const LOAD: readonly TimedAction[] = [
  {
    at: 0,
    action: {
      kind: 'load',
      id: 'calm',
      profile: {
        to: 'calm',
        rate: 40,
        flows: [{ steps: [{ path: '/', expect: { includes: 'calm' } }] }],
      },
    },
  },
  ...[500, 1500, 2500].map((at): TimedAction => ({
    at,
    action: { kind: 'request', id: 'web', request: { to: 'web', path: '/', timeoutMs: 300 } },
  })),
];

/** The switch between light and dark, in its page. */
interface Place {
  readonly page: Page;
  readonly x: number;
  readonly y: number;
}

// A trace of every page would take longer than the tests.
base.use({ trace: 'off' });

interface Stand {
  readonly place: Place;
  readonly target: string;
  /** Requests that reached the outside, or that the browser let go there. */
  readonly escaped: string[];
  /** How the calm machine answers when nobody means harm. */
  readonly calm: readonly unknown[];
}

/** What clients saw of the calm machine, exactly. */
function calmOf(events: readonly JournalEvent[]): unknown[] {
  return events.filter(
    (event) => event.kind === 'done' && event.client?.load === 'calm' && event.t < UNTIL,
  );
}

const test = base.extend<object, { stand: Stand }>({
  stand: [
    async ({ browser, site }, use) => {
      const escaped: string[] = [];
      const server = createServer((request, response) => {
        escaped.push(`a visit: ${request.url}`);
        response.setHeader('access-control-allow-origin', '*');
        response.end('hello');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const context = await browser.newContext({ baseURL: site.url });
      context.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(site.url) && !url.startsWith('blob:')) escaped.push(url);
      });
      const page = await openHostile(await context.newPage());
      const box = await page.getByRole('button', { name: /light and dark/i }).boundingBox();
      const place = { page, x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
      const alone = await run(place, `setInterval(() => {}, 1000);`);
      await use({ place, target, escaped, calm: calmOf(alone.events) });
      await context.close();
      server.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** Runs a program beside the calm machine, clicking meanwhile. */
async function run({ page, x, y }: Place, text: string): Promise<Ended & { clicks: number[] }> {
  const refused = await page.evaluate((args) => hostile.begin(...args), [
    planWith(text),
    LOAD,
  ] as const);
  expect(refused).toBeNull();
  const clicking = (async () => {
    for (let i = 0; i < CLICKS; i++) await page.mouse.click(x, y);
    return page.evaluate(() => hostile.clicks());
  })();
  const [clicks, ended] = await Promise.all([
    clicking,
    clicking.then(() => page.evaluate((until) => hostile.end(until), UNTIL)),
  ]);
  return { ...ended, clicks };
}

function saidBy(events: readonly JournalEvent[]): string[] {
  return events.flatMap((event) => {
    if (!('machine' in event) || event.machine !== 'web') return [];
    if (event.kind === 'log' || event.kind === 'notice') return [event.text];
    if (event.kind === 'crash') return [event.message];
    return event.kind === 'machine' ? [event.reason ?? ''] : [];
  });
}

function check({ ends = 'refused', says }: Hostile, events: readonly JournalEvent[]): void {
  const said = saidBy(events);
  const shown = said.slice(0, 5).map((text) => text.slice(0, 300));
  expect(said, 'it got out').not.toContain('reached');
  const states = events.flatMap((event) =>
    event.kind === 'machine' && event.machine === 'web' ? [event.state] : [],
  );
  if (ends === 'refused') {
    const crashed = events.some((event) => event.kind === 'crash' && event.machine === 'web');
    expect(crashed || said.some((text) => text.startsWith('refused:')), shown.join()).toBe(true);
  } else if (ends !== 'gone') {
    expect(states.at(-1), shown.join()).toBe(ends);
  }
  if (says)
    expect(
      said.find((text) => says.test(text)),
      shown.join(),
    ).toBeDefined();
}

const GROUPS: Readonly<Record<string, readonly Hostile[]>> = {
  'the outside': WAYS_OUT,
  'a forgery': FORGERIES,
  'what is bent': BENDINGS,
  'an error': ERRORS,
  'too much': LIMITED,
};

for (const [group, programs] of Object.entries(GROUPS)) {
  test.describe(`A program that means harm: ${group} @once`, () => {
    for (const program of programs) {
      test(program.name, async ({ stand: { place, target, escaped, calm } }) => {
        const text = [
          `import http from 'node:http';`,
          `const TARGET = ${JSON.stringify(target)};`,
          `const out = (text) => console.log(text);`,
          `void [http, TARGET, out];`,
          program.code,
          `setTimeout(() => {}, 1e6);`,
        ].join('\n');
        const { events, died, clicks } = await run(place, text);
        expect(escaped).toEqual([]);
        expect(clicks).toHaveLength(CLICKS);
        expect(Math.min(...clicks)).toBeLessThan(AT_ONCE);
        expect(died).toBeNull();
        check(program, events);
        expect(calmOf(events)).toEqual(calm);
        // And the next session starts.
        const next = await place.page.evaluate((args) => hostile.again(...args), [
          { ...planWith(CALM), vetted: ['web.ts', 'calm.ts'] },
          'web',
        ] as const);
        expect(next).toBe(200);
      });
    }
  });
}

/** Memory is a renderer's, and no script of a page can measure a Worker's: this one ends the session. */
test('A program that means harm: an array that grows with every timer @once', async ({
  playwright,
  launchOptions,
  site,
}) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: ['--js-flags=--max-old-space-size=200'],
  });
  try {
    const page = await BarePage.open(browser, `${site.url}/404.html`);
    const there = `location.origin === ${JSON.stringify(site.url)} && document.readyState === 'complete'`;
    await expect.poll(() => page.evaluate(there)).toBe(true);
    await page.evaluate(await hostileScript());
    const plan = planWith(
      `const all = []; setInterval(() => all.push(new Array(1e5).fill(1.5)), 1);`,
    );
    await page.evaluate(`hostile.begin(${JSON.stringify(plan)}, [])`);
    const ending = page.evaluate('hostile.end(60_000)') as Promise<Ended>;
    for (let i = 0; i < CLICKS; i++) await page.click(200, 200);
    expect((await ending).died).toMatch(/most likely for lack of memory/);
    await page.click(200, 200);
    const clicks = (await page.evaluate('hostile.clicks()')) as number[];
    expect(clicks).toHaveLength(CLICKS + 1);
    expect(Math.min(...clicks)).toBeLessThan(AT_ONCE);
    const calm = { ...planWith(CALM), vetted: ['web.ts', 'calm.ts'] };
    expect(await page.evaluate(`hostile.again(${JSON.stringify(calm)}, 'web')`)).toBe(200);
  } finally {
    await browser.close();
  }
});
