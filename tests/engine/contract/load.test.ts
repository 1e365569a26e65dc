/** The load generator: who asks what, when, and what counts as an answer. */
import { describe, expect, it } from 'vitest';
import type { LoadProfile, RequestTemplate } from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { answers, at, endOf, journalOf, load, only } from '../support/simulate.ts';

/** Echoes what it was asked; `/status/CODE`, `/wait/MS` and `/hang` do as they say. */
const echo = `
import { createServer } from 'node:http';
let next = 1;
createServer(async (req, res) => {
  let body = '';
  for await (const part of req) body += part;
  const [, kind, value] = req.url.split('/');
  if (kind === 'hang') return;
  if (kind === 'reset') return req.socket.destroy();
  if (kind === 'wait') await new Promise((resolve) => setTimeout(resolve, Number(value)));
  if (kind === 'status') res.statusCode = Number(value);
  const answer = { method: req.method, url: req.url, body, token: req.headers['x-token'] ?? null, made: { id: 'n' + next++ } };
  res.writeHead(res.statusCode, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}).listen(process.env.PORT);
`;
const server = { programs: { server: echo } };

function run(
  profile: Partial<LoadProfile> & Pick<LoadProfile, 'flows'>,
  until = 1100,
): Promise<readonly JournalEvent[]> {
  return journalOf(server, until, [load(100, { to: 'server', ...profile })]);
}

function steps(...all: RequestTemplate[]): LoadProfile['flows'] {
  return [{ steps: all }];
}

function sent(events: readonly JournalEvent[]): string[] {
  return only(events, 'send')
    .filter((event) => event.client)
    .map(({ method, path }) => `${method} ${path}`);
}

describe('arrivals', () => {
  it('even: so many per second, evenly spaced', async () => {
    const events = await run({ rate: 50, arrivals: 'even', flows: steps({ path: '/' }) });
    const times = only(events, 'send').map((event) => event.t);
    expect(times.length).toBeGreaterThanOrEqual(49);
    expect(times.length).toBeLessThanOrEqual(51);
    for (const [i, t] of times.slice(1).entries()) expect(t - (times[i] ?? 0)).toBeCloseTo(20, 6);
  });

  it('poisson: irregular, and as many on average', async () => {
    const events = await run({ rate: 100, flows: steps({ path: '/' }) }, 10_100);
    const times = only(events, 'send').map((event) => event.t);
    expect(times.length).toBeGreaterThan(900);
    expect(times.length).toBeLessThan(1100);
    const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0));
    const short = gaps.filter((gap) => gap < 10).length / gaps.length;
    // 1 - 1/e of exponential gaps are shorter than their mean.
    expect(short).toBeGreaterThan(0.58);
    expect(short).toBeLessThan(0.69);
  });

  it('open loop: keeps sending however slow the answers are', async () => {
    const events = await run({
      rate: 20,
      arrivals: 'even',
      flows: steps({ path: '/hang' }),
      timeoutMs: 5000,
    });
    expect(only(events, 'send').length).toBeGreaterThanOrEqual(19);
  });

  it('closed loop: users wait for their answer, then think', async () => {
    const events = await run({ users: 2, thinkMs: 100, flows: steps({ path: '/wait/98' }) }, 2100);
    const count = only(events, 'send').length;
    // Two users, one request in about 200 ms each.
    expect(count).toBeGreaterThanOrEqual(18);
    expect(count).toBeLessThanOrEqual(22);
    expect(new Set(answers(events).map((event) => event.client?.user))).toEqual(new Set([1, 2]));
  });

  it('can be replaced and ended', async () => {
    const profile: LoadProfile = {
      to: 'server',
      rate: 10,
      arrivals: 'even',
      flows: steps({ path: '/one' }),
    };
    const events = await journalOf(server, 3000, [
      load(0, profile),
      load(1000, { ...profile, flows: steps({ path: '/two' }) }),
      at(2000, { kind: 'load', id: 'load', profile: null }),
    ]);
    const paths = sent(events);
    const count = (path: string): number => paths.filter((one) => one === `GET ${path}`).length;
    expect([count('/one'), count('/two')]).toEqual([
      expect.closeTo(10, -1),
      expect.closeTo(10, -1),
    ]);
    expect(only(events, 'send').every((event) => event.t <= 2000)).toBe(true);
  });
});

describe('templates', () => {
  it('number flows, draw values, and remember named ones', async () => {
    const events = await run(
      {
        rate: 20,
        arrivals: 'even',
        flows: steps(
          { path: '/item/{n}/{id=int:5-7}/{pick:a|b}/{hex:4}', label: 'first' },
          {
            method: 'POST',
            path: '/again/{id}',
            headers: { 'x-token': 't{id}' },
            body: '{"n":{n}}',
          },
        ),
      },
      1200,
    );
    const firsts = only(events, 'send').filter((event) => event.client?.label === 'first');
    expect(firsts.slice(0, 3).map((event) => event.path.split('/')[2])).toEqual(['1', '2', '3']);
    for (const { path } of firsts) expect(path).toMatch(/^\/item\/\d+\/[567]\/[ab]\/[0-9a-f]{4}$/);
    const id = firsts[0]?.path.split('/')[3];
    const second = answers(events).find(
      (event) => event.client?.flow === 1 && event.client.step === 1,
    );
    expect(JSON.parse(second?.client?.answer ?? '')).toMatchObject({
      method: 'POST',
      url: `/again/${id}`,
      body: '{"n":1}',
      token: `t${id}`,
    });
  });

  it('capture a value from an answer for the next step', async () => {
    const events = await run({
      rate: 5,
      flows: steps(
        { method: 'POST', path: '/make', expect: { capture: { made: 'made.id' } } },
        { path: '/read/{made}', expect: { json: { url: '/read/{made}', method: 'GET' } } },
      ),
    });
    const ends = answers(events);
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.every((event) => event.client?.outcome === 'ok')).toBe(true);
    const reads = sent(events).filter((one) => one.startsWith('GET /read/'));
    expect(reads[0]).toMatch(/^GET \/read\/n\d+$/);
  });

  it('weigh flows', async () => {
    const events = await run(
      {
        rate: 200,
        flows: [{ weight: 3, steps: [{ path: '/often' }] }, { steps: [{ path: '/rare' }] }],
      },
      3100,
    );
    const often = sent(events).filter((one) => one === 'GET /often').length / sent(events).length;
    expect(often).toBeGreaterThan(0.68);
    expect(often).toBeLessThan(0.82);
  });
});

describe('outcomes', () => {
  const judged = async (
    step: RequestTemplate,
    profile: Partial<LoadProfile> = {},
  ): Promise<{ outcome: string | undefined; end: string; why: string | undefined }> => {
    const events = await run({
      rate: 10,
      arrivals: 'even',
      flows: steps(step),
      timeoutMs: 300,
      ...profile,
    });
    const [first] = answers(events);
    return { outcome: first?.client?.outcome, end: endOf(first), why: first?.client?.why };
  };

  it('ok: a 2xx or 3xx, or what was expected', async () => {
    expect(await judged({ path: '/status/204' })).toMatchObject({ outcome: 'ok', end: '204' });
    expect(await judged({ path: '/status/404', expect: { status: 404 } })).toMatchObject({
      outcome: 'ok',
    });
    expect(await judged({ path: '/status/409', expect: { status: [200, 409] } })).toMatchObject({
      outcome: 'ok',
    });
    expect(await judged({ path: '/x/{n}', expect: { includes: '/x/{n}' } })).toMatchObject({
      outcome: 'ok',
    });
  });

  it('wrong: an answer, but not the one expected', async () => {
    expect(await judged({ path: '/status/404' })).toMatchObject({ outcome: 'wrong', end: '404' });
    const text = await judged({ path: '/', expect: { includes: 'not there' } });
    expect(text.outcome).toBe('wrong');
    expect(text.why).toContain('not there');
    const json = await judged({ path: '/', expect: { json: { 'made.id': 'other' } } });
    expect(json.outcome).toBe('wrong');
    expect(json.why).toMatch(/made\.id.*other/s);
  });

  it('failed: refused, reset, or a 5xx', async () => {
    expect(await judged({ path: '/status/503' })).toMatchObject({ outcome: 'failed', end: '503' });
    expect(await judged({ path: '/reset' })).toMatchObject({
      outcome: 'failed',
      end: 'ECONNRESET',
    });
    expect(await judged({ path: '/' }, { port: 9 })).toMatchObject({
      outcome: 'failed',
      end: 'ECONNREFUSED',
    });
  });

  it('unknown: no answer in time', async () => {
    const hung = await judged({ path: '/hang' });
    expect(hung).toMatchObject({ outcome: 'unknown', end: 'ETIMEDOUT' });
    expect(hung.why).toBeDefined();
  });

  it('a flow pauses between its steps; visits go on when their load ends, users stop', async () => {
    const steps = ['/a', '/b', '/c'].map((path) => ({ path }));
    const flows = [{ pauseMs: 300, steps }];
    const end = at(1500, { kind: 'load', id: 'load', profile: null });
    const visits = { to: 'server', rate: 1, arrivals: 'even' as const, flows };
    const open = await journalOf(server, 2050, [load(100, visits), end]);
    expect(sent(open)).toEqual(['GET /a', 'GET /b', 'GET /c']);
    const [first = 0, second = 0] = only(open, 'send').map((event) => event.t);
    expect(second - first).toBeGreaterThanOrEqual(225);
    expect(second - first).toBeLessThan(385);

    const closed = await journalOf(server, 2050, [
      load(1100, { to: 'server', users: 1, flows }),
      end,
    ]);
    expect(sent(closed)).toEqual(['GET /a', 'GET /b']);
  });

  it('a flow ends where an answer is not ok', async () => {
    const events = await run({
      rate: 5,
      flows: steps({ path: '/status/500' }, { path: '/second' }),
    });
    expect(sent(events)).not.toContain('GET /second');
  });
});

describe('several targets', () => {
  const two = { programs: { a: echo, b: echo } };
  const profile: LoadProfile = {
    to: ['a', 'b'],
    rate: 20,
    arrivals: 'even',
    flows: steps({ path: '/' }),
    timeoutMs: 300,
  };

  it('are taken in turn by flow', async () => {
    const events = await journalOf(two, 1000, [load(0, profile)]);
    const to = only(events, 'send').map((event) => event.to);
    expect(to.slice(0, 4)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('with failover a client tries the next; without it does not', async () => {
    const kill = at(10, { kind: 'kill', machine: 'a' });
    const without = answers(await journalOf(two, 1000, [kill, load(100, profile)]));
    expect(without.some((event) => event.client?.outcome === 'failed')).toBe(true);
    const withIt = answers(
      await journalOf(two, 1000, [kill, load(100, { ...profile, failover: true })]),
    );
    expect(withIt.every((event) => event.client?.outcome === 'ok')).toBe(true);
    expect(withIt.some((event) => event.client?.tried?.join() === 'a,b')).toBe(true);
  });
});
