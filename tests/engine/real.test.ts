/** The contract on real processes of this computer: what Node and a network do, the journal tells. */
import { describe, expect, it } from 'vitest';
import type { DoneEvent, JournalEvent } from '../../src/engine/journal.ts';
import { localEngine } from '../../src/engine/node/local-host.ts';
import {
  answers,
  ask,
  at,
  COUNTER,
  endOf,
  journalOf,
  load,
  logs,
  only,
  states,
  withSession,
} from './support/simulate.ts';

/** Asks the other machine for whatever it is asked, and hands on the answer or the error's code. */
const FRONT = `
import { createServer } from 'node:http';
createServer(async (req, res) => {
  try {
    const headers = { 'x-request-id': req.headers['x-request-id'] };
    const answer = await fetch('http://server:8080' + req.url, { headers, signal: AbortSignal.timeout(700) });
    res.end(await answer.text());
  } catch (error) {
    res.writeHead(502).end(error.cause?.code ?? error.name);
  }
}).listen(8080);
console.log('front');
`;

function done(events: readonly JournalEvent[], path: string): DoneEvent | undefined {
  return answers(events).find((event) => {
    const send = only(events, 'send').find(({ id }) => id === event.id);
    return send?.path === path;
  });
}

const two = {
  host: localEngine,
  programs: { front: FRONT, server: COUNTER },
  links: [
    { from: 'clients', to: 'front', latencyMs: 20 },
    { from: 'front', to: 'server', latencyMs: 30 },
  ],
};

describe('exchanges over two links', { timeout: 60_000 }, () => {
  it('take the links’ time, meet their faults, and are told hop by hop', async () => {
    const fault = (ms: number, id: string, what: object, oneWay = false) =>
      at(ms, {
        kind: 'link-fault',
        id,
        from: 'front',
        to: 'server',
        fault: what,
        oneWay,
      });
    const heal = (ms: number, id: string) => at(ms, { kind: 'heal', id });
    const events = await journalOf(two, 9000, [
      ask(300, 'front', '/first', 3000),
      ask(1200, 'front', '/second', 3000),
      fault(1900, 'far', { latencyMs: 100 }),
      ask(2200, 'front', '/far', 3000),
      heal(3000, 'far'),
      at(3200, {
        kind: 'link-fault',
        id: 'lost',
        from: 'server',
        to: 'front',
        fault: { lostReply: 1 },
        oneWay: true,
      }),
      ask(3400, 'front', '/lost', 3000),
      heal(4500, 'lost'),
      fault(4700, 'cut', { partition: true }),
      ask(4900, 'front', '/cut', 3000),
      heal(6000, 'cut'),
      at(6200, { kind: 'kill', machine: 'server' }),
      ask(6700, 'front', '/dead', 3000),
      at(7400, { kind: 'start', machine: 'server' }),
      ask(8300, 'front', '/back', 3000),
    ]);

    const second = done(events, '/second');
    expect(endOf(second)).toBe('200');
    const hops = only(events, 'send').filter(({ trace }) => trace === second?.trace);
    expect(hops.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'clients > front',
      'front > server',
    ]);
    // Both of its connections were there: a way and back over each link.
    expect(second?.ms).toBeGreaterThanOrEqual(100);
    // A connection costs a way and back of its own.
    expect(done(events, '/first')?.ms).toBeGreaterThan(second?.ms ?? Infinity);
    expect(done(events, '/far')?.ms).toBeGreaterThanOrEqual(300);

    const inner = (path: string) => {
      const send = only(events, 'send').find(
        (event) => event.from === 'front' && event.path === path,
      );
      const kinds = events.filter((event) => 'id' in event && event.id === send?.id);
      const end = kinds.find((event) => event.kind === 'done');
      return { kinds: kinds.map(({ kind }) => kind), end: end?.error ?? end?.status };
    };
    expect(inner('/lost')).toEqual({ kinds: ['send', 'arrive', 'answer', 'done'], end: 'ABORTED' });
    expect(inner('/cut')).toEqual({ kinds: ['send', 'done'], end: 'ABORTED' });
    expect(inner('/dead')).toEqual({ kinds: ['send', 'done'], end: 'ECONNREFUSED' });
    // What the program itself was told.
    expect(done(events, '/lost')?.client?.answer).toBe('TimeoutError');
    expect(done(events, '/dead')?.client?.answer).toBe('ECONNREFUSED');
    expect(endOf(done(events, '/back'))).toBe('200');
    expect(states(events, 'server')).toEqual([
      'starting 1',
      'up 1',
      'down 1: killed (SIGKILL)',
      'starting 2',
      'up 2',
    ]);
    const times = events.map(({ t }) => t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe('machines', { timeout: 60_000 }, () => {
  it('pause, crash at a line, and restart when a file that they use changes', async () => {
    const programs = {
      server: COUNTER,
      fragile: `import { createServer } from 'node:http';
createServer((req, res) => {
  if (req.url === '/break') setImmediate(() => { throw new TypeError('it broke'); });
  res.end('fine');
}).listen(process.env.PORT);
`,
    };
    await withSession({ host: localEngine, programs }, [], async ({ session, events }) => {
      await session.runTo(300);
      const path = 'server.ts';
      const bad = await session.write(path, 'const = 3;');
      expect(bad.ok).toBe(false);
      await session.apply({ kind: 'pause', machine: 'server' });
      const hand = (id: string, to: string, timeoutMs: number) =>
        session.apply({ kind: 'request', id, request: { to, path: `/${id}`, timeoutMs } });
      await hand('held', 'server', 600);
      const asked = await hand('break', 'fragile', 1500);
      await session.runTo(asked + 900);
      await session.apply({ kind: 'resume', machine: 'server' });
      const good = await session.write(path, `console.log('new');\n${COUNTER}`);
      expect(good).toEqual({ ok: true, restarted: ['server'] });
      const restarted = () =>
        only(events, 'machine').some(
          ({ machine, state, incarnation }) =>
            machine === 'server' && state === 'up' && incarnation === 2,
        );
      for (let t = asked + 1000; !restarted() && t < asked + 20_000; t += 100)
        await session.runTo(t);

      expect(endOf(done(events, '/held'))).toBe('ETIMEDOUT');
      const [crash] = only(events, 'crash');
      expect(crash).toMatchObject({
        machine: 'fragile',
        message: 'TypeError: it broke',
        path: 'fragile.ts',
        line: 3,
      });
      expect(states(events, 'fragile').at(-1)).toBe('down 1: TypeError: it broke');
      expect(logs(events, 'server')).toEqual(['up', 'new', 'up']);
      expect(states(events, 'server')).toEqual([
        'starting 1',
        'up 1',
        'paused 1',
        'up 1: resumed',
        `down 1: restarting: ${path} changed`,
        'starting 2',
        'up 2',
      ]);
    });
  });

  it('answer a load, whose outcomes are told', async () => {
    const steps = [
      { path: '/', expect: { includes: 'count' } },
      { path: '/', expect: { includes: 'no such word' } },
    ];
    const profile = { to: 'server', rate: 20, arrivals: 'even', flows: [{ steps }] } as const;
    const events = await journalOf({ host: localEngine, programs: { server: COUNTER } }, 1500, [
      load(200, profile),
      at(1100, { kind: 'load', id: 'load', profile: null }),
    ]);
    const outcomes = answers(events).map(({ client }) => `${client?.step} ${client?.outcome}`);
    expect(new Set(outcomes)).toEqual(new Set(['0 ok', '1 wrong']));
    expect(outcomes.length).toBeGreaterThan(30);
    expect(answers(events).map(({ id }) => id)).toContain(1);
  });
});
