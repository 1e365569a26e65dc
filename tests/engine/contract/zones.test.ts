/** Faults of many machines and links at once, and all faults together: one journal, however run. */
import { describe, expect, it } from 'vitest';
import type { TimedAction, ZoneFault } from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import {
  answers,
  ask,
  at,
  COUNTER,
  endOf,
  HOSTS,
  journalOf,
  load,
  logs,
  only,
  states,
  withSession,
} from '../support/simulate.ts';

const zone = (
  ms: number,
  fault: ZoneFault,
  { id = 'zone', machines = ['a', 'b'] }: { id?: string; machines?: readonly string[] } = {},
): TimedAction =>
  at(ms, {
    kind: 'zone-fault',
    id,
    zone: 'Mumbai',
    machines,
    links: machines.map((to) => ({ from: 'clients', to })),
    fault,
  });
const heal = (ms: number, id = 'zone') => at(ms, { kind: 'heal', id });

describe.each(HOSTS)('in %s', (_, host) => {
  const system = { host, programs: { a: COUNTER, b: COUNTER, c: COUNTER } };
  const askAll = (ms: number) =>
    ['a', 'b', 'c'].map((id, i) => ask(ms + i, id, `/${id}/${ms}`, 200));
  const ends = (events: readonly JournalEvent[]) => answers(events).map(endOf).join(' ');
  const stateNow = (events: readonly JournalEvent[], machine: string) =>
    states(events, machine).at(-1)?.split(' ')[0];

  it('a zone is lost and comes back as one, and the journal says so in one event', async () => {
    const events = await journalOf(system, 1500, [
      ...askAll(100),
      zone(300, { outage: 'unplug' }),
      ...askAll(400),
      heal(800),
      ...askAll(1000),
    ]);
    expect(ends(events)).toBe('200 200 200 ETIMEDOUT ETIMEDOUT 200 200 200 200');
    const said = only(events, 'action').flatMap(({ action }) =>
      action.kind === 'request' ? [] : [action.kind === 'zone-fault' ? action.zone : action.kind],
    );
    expect(said).toEqual(['Mumbai', 'heal']);
    expect(states(events, 'a').slice(1)).toEqual([
      'up 1',
      'unplugged 1: no power',
      'starting 2',
      'up 2',
    ]);
    expect(states(events, 'c').slice(1)).toEqual(['up 1']);
  });

  it('links and machines in it are as bad as it says, and heal with it', async () => {
    const events = await journalOf(system, 1500, [
      ...askAll(100),
      zone(200, { link: { latencyMs: 20 }, machine: { clockMs: 1000, cpu: 0.5 } }),
      ...askAll(300),
      heal(600),
      ...askAll(700),
    ]);
    expect(answers(events).map(({ ms }) => Math.round(ms))).toEqual([2, 2, 2, 41, 41, 1, 1, 1, 1]);
  });

  it('a pause resumes, a kill restarts', async () => {
    const run = (outage: 'pause' | 'kill') =>
      journalOf(system, 1000, [
        ...askAll(50),
        zone(100, { outage }),
        ...askAll(200),
        heal(500),
        ...askAll(700),
      ]);
    const paused = await run('pause');
    expect(ends(paused)).toBe('200 200 200 ETIMEDOUT ETIMEDOUT 200 200 200 200');
    expect(answers(paused).at(-3)?.client?.answer).toBe('count 3');
    const killed = await run('kill');
    expect(ends(killed)).toBe('200 200 200 ECONNREFUSED ECONNREFUSED 200 200 200 200');
    expect(answers(killed).at(-3)?.client?.answer).toBe('count 1');
  });

  it('healing leaves alone what was down before, and what somebody decided since', async () => {
    const events = await journalOf(system, 1500, [
      at(100, { kind: 'kill', machine: 'a' }),
      zone(200, { outage: 'unplug' }, { machines: ['a', 'b', 'c'] }),
      at(300, { kind: 'start', machine: 'b' }),
      at(400, { kind: 'kill', machine: 'b' }),
      heal(600),
    ]);
    expect(['a', 'b', 'c'].map((id) => stateNow(events, id))).toEqual(['down', 'down', 'up']);
  });

  it('two that overlap: the later to heal brings back what both hold', async () => {
    const story = [
      zone(100, { outage: 'unplug' }, { id: 'one', machines: ['a', 'b'] }),
      zone(200, { outage: 'unplug' }, { id: 'two', machines: ['b', 'c'] }),
      heal(400, 'one'),
    ];
    const half = await journalOf(system, 700, story);
    expect(['a', 'b', 'c'].map((id) => stateNow(half, id))).toEqual([
      'up',
      'unplugged',
      'unplugged',
    ]);
    const whole = await journalOf(system, 1000, [...story, heal(700, 'two')]);
    expect(['a', 'b', 'c'].map((id) => stateNow(whole, id))).toEqual(['up', 'up', 'up']);
  });

  it('heal-all brings back machines that do not start by themselves, too', async () => {
    const events = await journalOf({ ...system, specs: { a: { autostart: false } } }, 1000, [
      at(50, { kind: 'start', machine: 'a' }),
      zone(200, { outage: 'kill' }),
      at(500, { kind: 'heal-all' }),
      heal(600),
    ]);
    expect(['a', 'b'].map((id) => stateNow(events, id))).toEqual(['up', 'up']);
  });

  it('a name that is not there is said, and the rest befallen', async () => {
    const events = await journalOf(system, 500, [
      zone(100, { outage: 'pause', link: { latencyMs: 1 } }, { machines: ['ghost', 'b'] }),
    ]);
    expect(only(events, 'notice').map(({ text }) => text)).toEqual([
      "There is no link between 'clients' and 'ghost'.",
      "There is no machine 'ghost'. Known: a, b, c.",
    ]);
    expect(stateNow(events, 'b')).toBe('paused');
  });
});

// ---------------------------------------------------------------- all of them, however run

const proxy = `
import http from 'node:http';
const agent = new http.Agent({ keepAlive: true });
let turn = 0;
http.createServer((req, res) => {
  const to = ['a', 'b'][turn++ % 2];
  const out = http.request('http://' + to + ':8080' + req.url, { agent, timeout: 200 }, (answer) => {
    res.writeHead(answer.statusCode);
    answer.pipe(res);
  });
  out.on('timeout', () => out.destroy(new Error('late')));
  out.on('error', (error) => {
    console.log(error.code ?? error.message, Date.now());
    if (res.headersSent) res.destroy();
    else res.writeHead(502).end();
  });
  out.end();
}).listen(process.env.PORT);
`;
const backend = `
import http from 'node:http';
http.createServer((req, res) => {
  const work = performance.now() + Math.random() * 3;
  while (performance.now() < work);
  res.write('x'.repeat(2000 * Math.random()));
  setTimeout(() => res.end('y'.repeat(500)), Math.random() * 10);
}).listen(process.env.PORT);
setInterval(() => console.log(Date.now(), new Date().toISOString()), 200);
`;
const programs = { proxy, a: backend, b: backend };
const link = (ms: number, id: string, fault: object, from = 'proxy', to = 'a', oneWay = false) =>
  at(ms, { kind: 'link-fault', id, from, to, fault, oneWay });
const STORY: readonly TimedAction[] = [
  load(20, {
    to: 'proxy',
    rate: 80,
    timeoutMs: 400,
    flows: [
      { steps: [{ path: '/get' }] },
      { steps: [{ method: 'POST', path: '/post', body: 'z'.repeat(300) }] },
    ],
  }),
  link(200, 'reply', { lostReply: 0.2 }),
  link(250, 'twice', { duplicate: 0.3 }, 'clients', 'proxy'),
  link(300, 'broken', { duplicate: 0.4, jitterMs: 5 }, 'proxy', 'b', true),
  link(350, 'narrow', { bandwidth: 60_000, loss: 0.02 }, 'b', 'proxy', true),
  at(400, {
    kind: 'machine-fault',
    id: 'clock',
    machine: 'a',
    fault: { clockMs: -700, clockDrift: 0.03 },
  }),
  zone(700, { outage: 'unplug', link: { jitterMs: 4 } }),
  heal(900),
  zone(1000, { outage: 'pause', machine: { clockMs: 50, cpu: 0.5 } }, { machines: ['b'] }),
  heal(1100, 'reply'),
  at(1300, { kind: 'heal-all' }),
];
const END = 1600;

describe('every fault at once', () => {
  const runs = async (host: (typeof HOSTS)[number][1], seed = 3): Promise<string> =>
    withSession({ host, programs, seed }, STORY, async ({ session, events }) => {
      await session.runTo(END);
      expect(only(events, 'done').some((done) => done.client?.resent)).toBe(true);
      expect(logs(events, 'proxy').join()).toMatch(/late.*ECONNRESET|ECONNRESET.*late/);
      return session.hash();
    });

  it('is the same journal on every host, and another with another seed', async () => {
    const [first, ...others] = await Promise.all(HOSTS.map(([, host]) => runs(host)));
    for (const other of others) expect(other).toBe(first);
    expect(await runs(HOSTS[1]![1], 4)).not.toBe(first);
  });

  it.each(HOSTS)('however it is cut into windows, live or planned late: in %s', async (_, host) => {
    const system = { host, programs, seed: 3 };
    const whole = await runs(host);
    const cut = await withSession(system, STORY.slice(0, 4), async ({ session }) => {
      for (let ms = 0; ms < END; ms += 37.3) {
        await session.runTo(ms);
        if (ms === 0) await session.schedule(STORY.slice(4));
      }
      await session.runTo(END);
      return session.hash();
    });
    expect(cut).toBe(whole);
    const live = await withSession(system, STORY, async ({ session, events }) => {
      await session.setSpeed(2);
      while ((events.at(-1)?.t ?? 0) < 1000)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await session.runTo(END);
      return session.hash();
    });
    expect(live).toBe(whole);
  });
});
