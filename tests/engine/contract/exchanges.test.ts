/** Faults of links that tell requests from answers, and bodies from the rest. */
import { describe, expect, it } from 'vitest';
import type { HandRequest, LinkFault } from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import {
  answers,
  ask,
  at,
  COUNTER,
  endOf,
  HOSTS,
  journalOf,
  logs,
  only,
} from '../support/simulate.ts';

/** `/stream/N` answers N parts of 1,000 bytes, 10 ms apart; anything else `count N BYTES-OF-BODY`. */
const STREAMER = `
import { createServer } from 'node:http';
let count = 0;
createServer(async (req, res) => {
  count++;
  const [, kind, parts] = req.url.split('/');
  if (kind === 'missing') res.statusCode = 404;
  if (kind === 'stream' || kind === 'missing') {
    for (let i = 0; i < Number(parts); i++) {
      res.write(String(i % 10).repeat(1000));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    res.end();
    return;
  }
  let bytes = 0;
  for await (const chunk of req) bytes += chunk.length;
  if (kind === 'big') res.end('x'.repeat(Number(parts)));
  else res.end('count ' + count + ' ' + bytes);
}).listen(process.env.PORT);
`;

const fault = (ms: number, what: LinkFault, oneWay?: readonly [from: string, to: string]) =>
  at(ms, {
    kind: 'link-fault',
    id: 'fault',
    from: oneWay?.[0] ?? 'clients',
    to: oneWay?.[1] ?? 'server',
    fault: what,
    ...(oneWay ? { oneWay: true } : {}),
  });
const heal = (ms: number) => at(ms, { kind: 'heal', id: 'fault' });
const send = (ms: number, request: Partial<HandRequest> & { path: string }) =>
  at(ms, { kind: 'request', id: request.path, request: { to: 'server', ...request } });

/** `path: how it ended`, `twice` where it was sent again. */
function ends(events: readonly JournalEvent[]): string[] {
  const paths = new Map(only(events, 'send').map(({ id, path }) => [id, path]));
  return answers(events).map(
    (done) => `${paths.get(done.id)}: ${endOf(done)}${done.client?.resent ? ' twice' : ''}`,
  );
}

describe.each(HOSTS)('in %s', (_, host) => {
  const system = {
    host,
    programs: { server: STREAMER },
    links: [{ from: 'clients', to: 'server', latencyMs: 5 }],
  };

  describe('lost replies', () => {
    it('the request is worked on, its sender hears nothing; and it heals', async () => {
      const events = await journalOf(system, 2000, [
        ask(100, 'server', '/a'),
        fault(200, { lostReply: 1 }),
        ask(300, 'server', '/lost', 300),
        ask(400, 'server', '/stream/3', 300),
        heal(900),
        ask(1000, 'server', '/b'),
      ]);
      expect(ends(events)).toEqual([
        '/a: 200',
        '/lost: ETIMEDOUT',
        '/stream/3: ETIMEDOUT',
        '/b: 200',
      ]);
      expect(only(events, 'arrive')).toHaveLength(4);
      expect(only(events, 'answer')).toHaveLength(4);
      expect(answers(events).at(-1)?.client?.answer).toBe('count 4 0');
    });

    it('one way: those that travel that way', async () => {
      const run = (way: readonly [string, string]) =>
        journalOf(system, 1500, [fault(50, { lostReply: 1 }, way), ask(100, 'server', '/a', 300)]);
      expect(ends(await run(['server', 'clients']))).toEqual(['/a: ETIMEDOUT']);
      expect(ends(await run(['clients', 'server']))).toEqual(['/a: 200']);
    });

    it('loses about the share it says, whole answers only', async () => {
      const asks = Array.from({ length: 100 }, (_unused, i) =>
        ask(100 + 20 * i, 'server', `/stream/3/${i}`, 300),
      );
      const events = await journalOf(system, 3000, [fault(50, { lostReply: 0.3 }), ...asks]);
      const lost = answers(events).filter((done) => done.error === 'ETIMEDOUT').length;
      expect(lost).toBeGreaterThan(15);
      expect(lost).toBeLessThan(45);
      const whole = [0, 1, 2].map((i) => String(i).repeat(1000)).join('');
      const got = answers(events).flatMap((done) => done.client?.answer ?? []);
      expect(got).toHaveLength(100 - lost);
      expect(new Set(got)).toEqual(new Set([whole.slice(0, 2048)]));
    });
  });

  it('lost messages leave no hole in a stream', async () => {
    const program = `
for (let i = 0; i < 60; i++) {
  try {
    const answer = await fetch('http://server:8080/stream/5', { signal: AbortSignal.timeout(150) });
    const text = await answer.text();
    console.log('whole', text.length);
  } catch (error) {
    console.log(error.name);
  }
}`;
    const events = await journalOf({ host, programs: { server: STREAMER, app: program } }, 15_000, [
      at(10, {
        kind: 'link-fault',
        id: 'fault',
        from: 'server',
        to: 'app',
        fault: { loss: 0.1 },
        oneWay: true,
      }),
    ]);
    const seen = new Set(logs(events, 'app'));
    expect(seen).toEqual(new Set(['whole 5000', 'TimeoutError']));
  });

  describe('duplicate delivery', () => {
    it('of an idempotent request on a kept connection: it is worked on twice', async () => {
      const events = await journalOf(system, 1000, [
        ask(100, 'server', '/a'),
        fault(200, { duplicate: 1 }),
        send(300, { path: '/get' }),
        heal(301),
        ask(500, 'server', '/b'),
      ]);
      expect(ends(events)).toEqual(['/a: 200', '/get: 200 twice', '/b: 200']);
      const [, twice] = answers(events);
      expect(only(events, 'arrive').filter(({ id }) => id === twice?.id)).toHaveLength(2);
      expect(only(events, 'answer').filter(({ id }) => id === twice?.id)).toHaveLength(2);
      expect(answers(events).map((done) => done.client?.answer)).toEqual([
        'count 1 0',
        'count 3 0',
        'count 4 0',
      ]);
      // 10 ms there and back until it hears, then a handshake and an exchange.
      expect(twice?.ms).toBeCloseTo(30, 1);
    });

    it('once: a second break is told', async () => {
      const events = await journalOf(system, 1000, [
        ask(100, 'server', '/a'),
        fault(200, { duplicate: 1 }),
        send(300, { path: '/put', method: 'PUT', body: 'x' }),
      ]);
      expect(ends(events)).toEqual(['/a: 200', '/put: ECONNRESET twice']);
      expect(only(events, 'arrive')).toHaveLength(3);
    });

    it.each([
      ['POST', '/a'],
      ['PATCH', '/a'],
      ['GET', undefined],
    ] as const)('not of a %s after %s', async (method, before) => {
      const events = await journalOf(system, 1000, [
        ...(before ? [ask(100, 'server', before)] : []),
        fault(200, { duplicate: 1 }),
        send(300, { path: '/x', method, ...(method === 'GET' ? {} : { body: '{}' }) }),
      ]);
      expect(ends(events).at(-1)).toBe('/x: ECONNRESET');
      expect(answers(events).at(-1)?.client?.outcome).toBe('failed');
      // It was worked on all the same.
      expect(only(events, 'arrive')).toHaveLength(before ? 2 : 1);
      expect(only(events, 'answer')).toHaveLength(before ? 2 : 1);
    });

    it("a process is told, as Node's agents do, and may try again itself", async () => {
      const program = `
import http from 'node:http';
const agent = new http.Agent({ keepAlive: true });
const get = () => new Promise((resolve) => {
  const request = http.get('http://server:8080/', { agent }, (answer) => {
    answer.setEncoding('utf8').on('data', (text) => resolve(text));
  });
  request.on('error', (error) => resolve(error.code + ' ' + request.reusedSocket));
});
console.log(await get());
await new Promise((resolve) => setTimeout(resolve, 200));
console.log(await get());
console.log(await fetch('http://server:8080/').then((answer) => answer.text(), (error) => error.cause.message));
await new Promise((resolve) => setTimeout(resolve, 200));
console.log(await get());
`;
      const events = await journalOf({ host, programs: { server: COUNTER, app: program } }, 1000, [
        at(100, { ...linkOf('app'), fault: { duplicate: 1 } }),
        heal(300),
      ]);
      expect(logs(events, 'app')).toEqual([
        'count 1',
        'ECONNRESET true',
        'other side closed',
        'count 4',
      ]);
    });
  });

  describe('bandwidth', () => {
    const big = (ms: number, bytes: number) => ask(ms, 'server', `/big/${bytes}`, 5000);
    const took = (events: readonly JournalEvent[]) =>
      answers(events).map((done) => Math.round(done.ms));

    it('a body takes its size by the rate, after those sent before it', async () => {
      const events = await journalOf(system, 6000, [
        ask(100, 'server', '/small'),
        fault(200, { bandwidth: 100_000 }),
        big(300, 50_000),
        big(310, 20_000),
        ask(320, 'server', '/small'),
        heal(2000),
        big(2100, 50_000),
      ]);
      // 10 ms to and fro, 500 ms and 200 ms of body, 9 bytes of the last. Handshakes wait, too.
      const [, first, second, third, healed] = answers(events);
      expect(first?.ms).toBeCloseTo(510, 1);
      expect(second!.t - first!.t).toBeCloseTo(210, 1);
      expect(third!.t - second!.t).toBeCloseTo(0.09, 2);
      expect(Math.round(healed!.ms)).toBe(10);
    });

    it('is of each direction', async () => {
      const upload = { path: '/up', method: 'PUT', body: 'é'.repeat(5000), timeoutMs: 5000 };
      const up = (way: readonly [string, string]) =>
        journalOf(system, 6000, [
          fault(50, { bandwidth: 100_000 }, way),
          send(100, upload),
          big(1000, 10_000),
        ]);
      expect(took(await up(['clients', 'server']))).toEqual([120, 10]);
      expect(took(await up(['server', 'clients']))).toEqual([20, 110]);
    });

    it('a stream waits in it too, in order', async () => {
      const events = await journalOf(system, 6000, [
        fault(50, { bandwidth: 10_000 }),
        ask(100, 'server', '/stream/5', 5000),
      ]);
      // 5 parts of 100 ms each, from the first on.
      expect(answers(events)[0]?.ms).toBeCloseTo(520, 0);
      expect(answers(events)[0]?.client?.answer).toMatch(/^0{1000}1{1000}2+$/);
    });
  });

  it('no fault makes a message faster than its link', async () => {
    const events = await journalOf(system, 2000, [
      fault(50, {
        latencyMs: -4,
        jitterMs: -50,
        bandwidth: 1e9,
        loss: -1,
        lostReply: -1,
        duplicate: Number.NaN,
      }),
      ...Array.from({ length: 20 }, (_unused, i) => ask(100 + 50 * i, 'server', `/${i}`)),
    ]);
    const done = answers(events);
    expect(done).toHaveLength(20);
    for (const { error, ms } of done) {
      expect(error).toBeUndefined();
      expect(ms).toBeGreaterThanOrEqual(10);
    }
  });

  it('the answer of a stream has the status of its head', async () => {
    const events = await journalOf(system, 500, [ask(100, 'server', '/missing/2')]);
    expect(only(events, 'answer').map(({ status }) => status)).toEqual([404]);
  });
});

function linkOf(from: string) {
  return { kind: 'link-fault', id: 'fault', from, to: 'server' } as const;
}
