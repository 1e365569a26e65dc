/** Seeds, pace, steps: the session's clock and its journal. */
import { describe, expect, it } from 'vitest';
import type { JournalBatch, LoadProfile } from '../../../src/engine/contract.ts';
import { BootError } from '../../../src/engine/contract.ts';
import {
  answers,
  ask,
  at,
  COUNTER,
  engine,
  journalOf,
  load,
  logs,
  only,
  planOf,
  withSession,
} from '../support/simulate.ts';

const lb = `
import http from 'node:http';
let turn = 0;
http.createServer((req, res) => {
  const to = ['web1', 'web2'][turn++ % 2];
  const out = http.request('http://' + to + ':8080' + req.url, (answer) => {
    res.writeHead(answer.statusCode, answer.headers);
    answer.pipe(res);
  });
  out.on('error', () => res.writeHead(502).end());
  out.end();
}).listen(process.env.PORT);
`;
const web = `
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
createServer((req, res) => {
  setTimeout(() => res.end(randomUUID()), 5 + Math.random() * 20);
}).listen(process.env.PORT);
setInterval(() => console.log(Math.random(), Date.now()), 250);
`;
const system = { programs: { lb, web1: web, web2: web } };
const traffic: LoadProfile = { to: 'lb', rate: 100, flows: [{ steps: [{ path: '/{int:1-50}' }] }] };
const story = [
  load(50, traffic),
  at(400, { kind: 'kill', machine: 'web2' }),
  at(600, {
    kind: 'link-fault',
    id: 'slow',
    from: 'lb',
    to: 'web1',
    fault: { jitterMs: 10, loss: 0.02 },
  }),
  at(900, { kind: 'start', machine: 'web2' }),
] as const;
const END = 1500;

async function hashOf(seed: number): Promise<string> {
  return withSession({ ...system, seed }, story, async ({ session }) => {
    await session.runTo(END);
    return session.hash();
  });
}

describe('seeds', () => {
  it('equal seeds give equal journals, different seeds different ones', async () => {
    const first = await hashOf(7);
    expect(await hashOf(7)).toBe(first);
    expect(await hashOf(8)).not.toBe(first);
  });

  it('the pace makes no difference', async () => {
    const paced = await withSession({ ...system, seed: 7 }, story, async ({ session, events }) => {
      await session.setSpeed(3);
      while ((events.at(-1)?.t ?? 0) < 700) await new Promise((resolve) => setTimeout(resolve, 20));
      await session.runTo(END);
      return session.hash();
    });
    expect(paced).toBe(await hashOf(7));
  });

  it('nor do stops on the way, nor planning late', async () => {
    const stopped = await withSession(
      { ...system, seed: 7 },
      story.slice(0, 2),
      async ({ session }) => {
        await session.runTo(123.4);
        await session.schedule(story.slice(2));
        await session.runTo(123.4);
        for (let ms = 200; ms < END; ms += 175) await session.runTo(ms);
        await session.runTo(END);
        return session.hash();
      },
    );
    expect(stopped).toBe(await hashOf(7));
  });

  it('what was planned late can be planned otherwise until it happens', async () => {
    const kinds = await withSession({ ...system, seed: 7 }, [], async ({ session, events }) => {
      const at = (ms: number, name: string) =>
        ({ at: ms, action: { kind: 'mark', name } }) as const;
      await session.schedule([at(100, 'first'), at(300, 'second')]);
      await session.runTo(200);
      await session.schedule([at(400, 'moved')]);
      await session.runTo(500);
      await session.schedule([]);
      return events.flatMap(({ kind, t, ...rest }) =>
        kind === 'action' && 'action' in rest && rest.action.kind === 'mark'
          ? [[t, rest.action.name]]
          : [],
      );
    });
    expect(kinds).toEqual([
      [100, 'first'],
      [400, 'moved'],
    ]);
  });

  it('what has happened does not happen again, however late one hears of it', async () => {
    const marks = await withSession({ ...system, seed: 7 }, [], async ({ session, events }) => {
      const mark = (id: number, ms: number) => ({
        id,
        ...at(ms, { kind: 'mark', name: `mark ${String(id)}` }),
      });
      expect(await session.schedule([mark(1, 100), mark(2, 300)])).toEqual([]);
      await session.runTo(200);
      // Whoever moves both has not heard of the first yet.
      expect(await session.schedule([mark(1, 400), mark(2, 500)])).toEqual([1]);
      await session.runTo(600);
      return only(events, 'action').flatMap(({ t, action }) =>
        action.kind === 'mark' ? [[t, action.name]] : [],
      );
    });
    expect(marks).toEqual([
      [100, 'mark 1'],
      [500, 'mark 2'],
    ]);
  });

  it('a story played under way keeps its distances, however late its parts are heard of', async () => {
    const marks = await withSession({ ...system, seed: 7 }, [], async ({ session, events }) => {
      await session.runTo(200);
      const mark = (name: string, at: number) => ({ at, action: { kind: 'mark', name } as const });
      const from = await session.play([mark('now', 0), mark('soon', 0.5), mark('later', 100)]);
      expect(from).toBeGreaterThanOrEqual(200);
      await session.runTo(from + 200);
      return events.flatMap((e) =>
        e.kind === 'action' && e.action.kind === 'mark' ? [[e.action.name, e.t - from]] : [],
      );
    });
    expect(marks).toEqual([
      ['now', 0],
      ['soon', expect.closeTo(0.5, 6)],
      ['later', expect.closeTo(100, 6)],
    ]);
  });

  it('what is planned for a moment that has passed happens at the first that nobody has', async () => {
    // Nobody can make itself felt at the server within 10 ms, so it runs ahead of the rest.
    const ahead = {
      programs: { server: "setInterval(() => console.log('tick'), 1);" },
      links: [{ from: 'clients', to: 'server', latencyMs: 10 }],
    };
    await withSession(ahead, [], async ({ session, events }) => {
      await session.runTo(100);
      await session.step({ by: 'event' });
      await session.schedule([at(50, { kind: 'pause', machine: 'server' })]);
      await session.runTo(200);
      const paused = only(events, 'action')[0]?.t ?? NaN;
      expect(paused).toBeGreaterThanOrEqual(100);
      expect(paused).toBeLessThan(150);
      expect(only(events, 'log').filter(({ t }) => t > paused)).toEqual([]);
    });
  });

  it('nor does where the reader lives', async () => {
    const { TZ } = process.env;
    const program = `console.log(new Date(0).getHours(), new Date(2024, 6, 1).toISOString(), String(new Date(0)));
console.log(new Date(0).toLocaleString(), new Intl.DateTimeFormat().resolvedOptions().timeZone);`;
    try {
      process.env['TZ'] = 'Asia/Kolkata';
      expect(new Date(0).getHours()).toBe(5);
      const events = await journalOf({ programs: { app: program } }, 100);
      expect(logs(events, 'app')).toEqual([
        '0 2024-07-01T00:00:00.000Z Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)',
        '1/1/1970, 12:00:00 AM UTC',
      ]);
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  it('every process has a randomness of its own', async () => {
    const program = 'console.log(Math.random());';
    const events = await journalOf({ programs: { a: program, b: program } }, 200);
    expect(logs(events, 'a')[0]).toMatch(/^0\.\d+$/);
    expect(logs(events, 'a')).not.toEqual(logs(events, 'b'));
  });
});

describe('the journal', () => {
  it('is in order of time, and batches say how far it is complete', async () => {
    const session = await engine.boot(planOf(system), { timeline: story });
    const batches: JournalBatch[] = [];
    session.subscribe((batch) => batches.push(batch));
    await session.runTo(END);
    await session.dispose();
    const all = batches.flatMap((batch) => batch.events);
    expect(all.length).toBeGreaterThan(500);
    expect(all.every((event, i) => i === 0 || event.t >= (all[i - 1]?.t ?? 0))).toBe(true);
    let complete = 0;
    for (const { events, now } of batches) {
      expect(events.every((event) => event.t >= complete && event.t <= now)).toBe(true);
      expect(now).toBeGreaterThanOrEqual(complete);
      complete = now;
    }
    expect(complete).toBe(END);
  });

  it('gives every hop its send, arrival, answer and end, under one trace', async () => {
    const events = await journalOf(system, 400, [
      at(100, {
        kind: 'request',
        id: 'mine',
        request: { to: 'lb', path: '/x', headers: { 'x-request-id': 'trace-1' } },
      }),
    ]);
    const sends = only(events, 'send');
    expect(sends.map(({ from, to, path }) => `${from}→${to}${path}`)).toEqual([
      'clients→lb/x',
      'lb→web1/x',
    ]);
    expect(sends[0]?.trace).toBe('trace-1');
    for (const { id, to, t } of sends) {
      const arrive = only(events, 'arrive').find((event) => event.id === id);
      const answer = only(events, 'answer').find((event) => event.id === id);
      const done = only(events, 'done').find((event) => event.id === id);
      expect([arrive?.machine, answer?.machine, done?.to, answer?.status, done?.status]).toEqual([
        to,
        to,
        to,
        200,
        200,
      ]);
      expect(t).toBeLessThan(arrive?.t ?? 0);
      expect(arrive?.t).toBeLessThan(answer?.t ?? 0);
      expect(answer?.t).toBeLessThan(done?.t ?? 0);
      expect(done?.ms).toBeCloseTo((done?.t ?? 0) - t, 6);
    }
    expect(answers(events)[0]?.client).toMatchObject({ load: 'mine', outcome: 'ok' });
  });
});

describe('pace', () => {
  it('a live session follows the wall clock, stands still at 0, and goes on', async () => {
    const ticking = { programs: { app: "setInterval(() => console.log('tick'), 10);" } };
    await withSession(ticking, [], async ({ session, events }) => {
      const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      await wait(100);
      expect(only(events, 'log')).toEqual([]);
      await session.setSpeed(1);
      await wait(600);
      await session.setSpeed(0);
      await wait(50);
      const ticks = only(events, 'log').length;
      expect(ticks).toBeGreaterThan(20);
      expect(ticks).toBeLessThanOrEqual(75);
      await wait(200);
      expect(only(events, 'log')).toHaveLength(ticks);
      await session.setSpeed(0.1);
      await wait(400);
      await session.setSpeed(0);
      expect(only(events, 'log').length - ticks).toBeLessThan(15);
    });
  });

  it('runTo reaches its time exactly, far faster than real time', async () => {
    const ticking = { programs: { app: "setInterval(() => console.log('tick'), 1000);" } };
    const began = performance.now();
    const events = await journalOf(ticking, 60_000);
    expect(logs(events, 'app')).toHaveLength(59);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('an action takes effect at once, wherever the clock stands', async () => {
    await withSession({ programs: { server: COUNTER } }, [], async ({ session, events }) => {
      await session.runTo(500);
      const when = await session.apply({ kind: 'kill', machine: 'server' });
      expect(when).toBeGreaterThanOrEqual(500);
      expect(when).toBeLessThan(510);
      await session.runTo(600);
      expect(only(events, 'machine').at(-1)).toMatchObject({ state: 'down', t: when });
    });
  });
});

describe('steps', () => {
  const stepped = { programs: { server: COUNTER } };
  const asks = [ask(100, 'server', '/a'), ask(200, 'server', '/b'), ask(5000, 'server', '/late')];

  it('by ms, by event and by request', async () => {
    await withSession(stepped, asks, async ({ session, events }) => {
      expect(await session.step({ by: 'ms', ms: 50 })).toBe(50);
      expect(answers(events)).toHaveLength(0);
      const first = await session.step({ by: 'request' });
      expect(answers(events)).toHaveLength(1);
      expect(first).toBeGreaterThan(101);
      expect(first).toBeLessThan(110);
      await session.step({ by: 'request' });
      expect(answers(events)).toHaveLength(2);
      const before = await session.step({ by: 'ms', ms: 10 });
      const after = await session.step({ by: 'event' });
      expect(after).toBeGreaterThan(before);
      await session.step({ by: 'request' });
      expect(answers(events).map((event) => event.client?.load)).toEqual(['/a', '/b', '/late']);
    });
  });
});

describe('boot', () => {
  it('refuses a plan that cannot work, and says how to mend it', async () => {
    const plan = planOf({ programs: { a: COUNTER } });
    const twice = { ...plan, machines: [...plan.machines, ...plan.machines] };
    await expect(engine.boot(twice)).rejects.toThrow(BootError);
    await expect(engine.boot(twice)).rejects.toThrow(/two machines are called 'a'/i);
    await expect(engine.boot({ ...plan, files: {} })).rejects.toThrow(
      /'a' runs 'a\.ts'.*no such file/s,
    );
    const link = { ...plan, links: [{ from: 'a', to: 'ghost' }] };
    await expect(engine.boot(link)).rejects.toThrow(/no machine 'ghost'/);
  });

  it('can be called off, and so can a run', async () => {
    const plan = planOf(system);
    await expect(engine.boot(plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await withSession(system, story, async ({ session }) => {
      const abort = new AbortController();
      const run = session.runTo(10_000_000, abort.signal);
      setTimeout(() => {
        abort.abort();
      }, 100);
      await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    });
  });

  it('tells its steps, and what it can do', async () => {
    const steps: string[] = [];
    const session = await engine.boot(planOf(system), { onStep: (step) => steps.push(step) });
    expect(steps.length).toBeGreaterThan(0);
    expect(session.capabilities).toEqual(engine.capabilities);
    await session.dispose();
    await session.dispose();
  });
});
