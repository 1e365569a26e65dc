/**
 * The WebContainer host on the stand-in: what it can do, and how each of its failures ends: in words,
 * within its deadline, with nothing left behind.
 */
import type { Fault } from '../helpers/container-host/faults.ts';
import { openTrials } from '../helpers/container-page.ts';
import type { Do } from '../helpers/container-run.ts';
import { expect, expectNothingLeft, test } from './container-fixtures.ts';

const LAB = '/labs/load-balancer/';

/** Serves what it was told, until it is killed. */
const SERVER = {
  'services/server.mjs': `
    import { writeFileSync } from 'node:fs';
    import { createServer } from 'node:http';
    const server = createServer((request, response) => response.end(process.env.WORD));
    server.listen(0, () => {
      const { port } = server.address();
      writeFileSync('port', String(port));
      console.log('port ' + port);
    });`,
  'services/ask.mjs': `
    import { readFileSync } from 'node:fs';
    const answer = await fetch('http://localhost:' + readFileSync('port', 'utf8'));
    console.log(answer.status, await answer.text());`,
};

/** Short enough for a test, long enough for a busy computer. */
const SHORT = { boot: 4_000, call: 2_000, kill: 500, heartbeat: 100 };

const WEB: readonly Do[] = [
  { write: SERVER },
  { spawn: ['services/server.mjs'], name: 'web', env: { WORD: 'grüße' } },
  { until: '\n', name: 'web' },
];

test('A WebContainer boots, runs processes that reach each other, and goes @once', async ({
  page,
  standIn,
}) => {
  const trial = await openTrials(page, LAB);
  const first = await trial({
    host: standIn.url,
    story: [
      ...WEB,
      { spawn: ['services/ask.mjs'], name: 'ask' },
      { exit: 'ask' },
      { kill: 'web' },
      { exit: 'web' },
    ],
  });
  expect(first.message).toBeUndefined();
  expect(first.steps).toEqual(['opening the frame', 'starting the WebContainer']);
  expect(first.output['web']).toMatch(/^port \d+\n$/);
  expect(first.output['ask']).toBe('200 grüße\n');
  expect(first.exits).toEqual({ ask: { code: 0 }, web: { signal: 'SIGKILL' } });
  expect(first.frames).toBe(0);
  await expectNothingLeft(standIn);
});

test('The stand-in is as strict as the host that it stands in for @once', async ({
  request,
  standIn,
}) => {
  const headless = `${standIn.url}/headless?version=1.6.4`;
  expect((await request.get(headless)).status(), 'without a Referer').toBe(404);
  const headers = { referer: 'http://localhost/' };
  expect((await request.get(headless, { headers })).status()).toBe(200);
  const other = await request.get(`${standIn.url}/headless?version=1.0.0`, { headers });
  expect(other.status(), 'another client').toBe(404);
  const mistyped = await request.get(`${headless}&client_id=fault:no-int`, { headers });
  expect(await mistyped.text()).toContain('No fault "fault:no-int"');
});

test('A page that is not isolated is told so at once, and where it is @once', async ({
  page,
  standIn,
}) => {
  const trial = await openTrials(page, '/load-balancer/');
  const { failure, message, frames } = await trial({ host: standIn.url, story: [] });
  expect(failure).toBe('not-isolated');
  expect(message).toContain('on its own page');
  expect(frames).toBe(0);
  expect(standIn.count().instances).toBe(0);
});

const FAILURES: readonly {
  readonly fault: Fault;
  readonly failure: string;
  readonly says: string;
  readonly story?: readonly Do[];
  /** ms within which it ends. */
  readonly within: number;
}[] = [
  { fault: 'no-init', failure: 'boot-timeout', says: 'did not start within', within: 4_000 },
  { fault: 'unknown-key', failure: 'boot-timeout', says: 'may not know this site', within: 4_000 },
  { fault: 'refuses', failure: 'boot-failed', says: 'Unable to create', within: 4_000 },
  { fault: 'hang-on-spawn', failure: 'silent', says: 'start `node`', story: WEB, within: 6_000 },
  {
    fault: 'kill-ignored',
    failure: 'stuck',
    says: 'all of it was stopped',
    story: [...WEB, { kill: 'web' }],
    within: 5_000,
  },
  {
    fault: 'dies',
    failure: 'silent',
    says: 'did not answer within',
    story: [...WEB, { died: true }, { exit: 'web' }, { write: { 'x.txt': '' } }],
    within: 6_000,
  },
];

for (const { fault, failure, says, story = [], within } of FAILURES) {
  test(`A host with the fault ${fault} ends in words, and its frame goes @once`, async ({
    page,
    standIn,
  }) => {
    const trial = await openTrials(page, LAB);
    // A boot that is to succeed has all the time that it needs.
    const deadlines = story.length > 0 ? { ...SHORT, boot: 30_000 } : { ...SHORT, boot: 1_000 };
    const result = await trial({
      host: standIn.url,
      apiKey: `fault:${fault}`,
      deadlines,
      story,
    });
    expect(result.failure).toBe(failure);
    expect(result.message).toContain(says);
    expect(result.ms - (story.length > 0 ? result.bootMs : 0)).toBeLessThan(within);
    if (story.length > 0) expect(result.died).toContain(says);
    expect(result.frames).toBe(0);
    await expectNothingLeft(standIn);
    // The next boot of the same page finds nothing in its way.
    const again = await trial({ host: standIn.url, story: WEB });
    expect(again.message).toBeUndefined();
    await expectNothingLeft(standIn);
  });
}

test('What a host does late, twice, in pieces or not at all is borne @once', async ({
  page,
  standIn,
}) => {
  const trial = await openTrials(page, LAB);
  const run = (fault: Fault, script: string) =>
    trial({
      host: standIn.url,
      apiKey: `fault:${fault}`,
      story: [
        ...WEB,
        { write: { 'say.mjs': script } },
        { spawn: ['say.mjs'], name: 'say' },
        { exit: 'say' },
      ],
    });
  const late = await run('late-output', "console.log('so late'); process.exitCode = 3");
  expect(late.output['say']).toBe('so late\n');
  expect(late.exits['say']).toEqual({ code: 3 });
  const split = await run('split-characters', "console.log('a Grüße b')");
  expect(split.output['say']).toBe('a Gr\uFFFDße b\n');
  for (const fault of ['server-ready-twice', 'no-server-ready', 'slow-boot'] as const) {
    const fine = await run(fault, "console.log('fine')");
    expect(fine.message).toBeUndefined();
    expect(fine.output['say']).toBe('fine\n');
  }
  await expectNothingLeft(standIn);
});
