/**
 * What a process did before the event that never ends: all that its finished events did, and nothing
 * of that one, however its time was cut into windows.
 */
import { describe, expect, it } from 'vitest';
import type { Engine, LinkSpec, Session } from '../../../src/engine/contract.ts';
import type { JournalEvent } from '../../../src/engine/journal.ts';
import { inlineEngine } from '../../../src/engine/sim/hosts/inline.ts';
import { nodeEngine } from '../../../src/engine/sim/hosts/node.ts';
import { logs, only, planOf } from '../support/simulate.ts';

/** Logs, writes and asks every 5 ms; the 20th time, it never ends. */
const worker = (never: string): string => `
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
let n = 0;
setInterval(() => {
  n++;
  if (n === 3) createServer((req, res) => res.end()).listen(8080);
  console.log('tick ' + n);
  writeFileSync('n.txt', String(n));
  void fetch('http://other:8080/' + n).catch(() => {});
  if (n === 20) {
    createServer().listen(9090);
    ${never}
  }
}, 5);
`;

const OTHER = `
import { createServer } from 'node:http';
createServer((req, res) => {
  console.log(req.url);
  res.end();
}).listen(8080);
`;

/** What the machine finds when it is started again. */
const AFTER = "import { readFileSync } from 'node:fs'; console.log(readFileSync('n.txt', 'utf8'));";

/** So far from each other that a window holds several events. */
const FAR: readonly LinkSpec[] = [
  { from: 'worker', to: 'other', latencyMs: 8 },
  { from: 'clients', to: 'worker', latencyMs: 8 },
];

const ALONE: readonly LinkSpec[] = [{ from: 'clients', to: 'worker', latencyMs: 25 }];

async function run(
  engine: Engine,
  programs: Readonly<Record<string, string>>,
  advance: (session: Session) => Promise<void>,
  links = ALONE,
): Promise<{ events: readonly JournalEvent[]; hash: string }> {
  const session = await engine.boot(planOf({ programs, links }));
  const events: JournalEvent[] = [];
  session.subscribe((batch) => events.push(...batch.events));
  try {
    await advance(session);
    return { events, hash: await session.hash() };
  } finally {
    await session.dispose();
  }
}

const inOne = (session: Session): Promise<void> => session.runTo(300);
const inMany = async (session: Session): Promise<void> => {
  for (let t = 1; t <= 300; t += 3.7) await session.runTo(t);
  await session.runTo(300);
};

describe('a process that never ends an event', () => {
  const alone = { worker: worker('while (true) {}').replace(/void fetch.*/, '') };
  const programs = { worker: worker('while (true) {}'), other: OTHER };

  it('did what it had done until then, in one window as in many', async () => {
    const one = await run(nodeEngine, alone, inOne);
    const many = await run(nodeEngine, alone, inMany);
    const ticks = Array.from({ length: 19 }, (_, i) => `tick ${i + 1}`);
    expect(logs(one.events, 'worker')).toEqual(ticks);
    const [stuck] = only(one.events, 'machine').filter(({ state }) => state === 'stuck');
    expect(stuck?.t).toBe(100);
    expect(many).toEqual(one);
  });

  it('the same where others listen to it', async () => {
    const one = await run(nodeEngine, programs, inOne, FAR);
    const many = await run(nodeEngine, programs, inMany, FAR);
    // Its handshakes take their time: what was under way has not left.
    const asked = logs(one.events, 'other').sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked).toEqual(asked.map((_, i) => `/${i + 1}`));
    expect(many).toEqual(one);
  });

  it('has on its disk what it wrote, and listens where it listened', async () => {
    const { events } = await run(
      nodeEngine,
      programs,
      async (session) => {
        await session.runTo(300);
        for (const port of [8080, 9090]) {
          const request = { to: 'worker', port, path: `/${port}`, timeoutMs: 200 };
          await session.apply({ kind: 'request', id: String(port), request });
        }
        await session.runTo(700);
        await session.write('worker.ts', AFTER);
        await session.runTo(900);
      },
      FAR,
    );
    const ends = only(events, 'done').filter(({ client }) => client !== undefined);
    // The one waits in the backlog; nobody listens at the other.
    expect(ends.map(({ error }) => error).sort()).toEqual(['ECONNREFUSED', 'ETIMEDOUT']);
    expect(logs(events, 'worker').at(-1)).toBe('19');
  });

  it('by ticks alone, on every host', async () => {
    const starved = {
      worker: worker('const spin = () => process.nextTick(spin); spin();'),
      other: OTHER,
    };
    const [workers, thread, many] = [
      await run(nodeEngine, starved, inOne, FAR),
      await run(inlineEngine, starved, inOne, FAR),
      await run(inlineEngine, starved, inMany, FAR),
    ];
    expect(logs(workers.events, 'worker').at(-1)).toBe('tick 19');
    expect(thread).toEqual(workers);
    expect(many).toEqual(workers);
  });

  it('as it exits', async () => {
    const exits = `
      setTimeout(() => console.log('first'), 10);
      setTimeout(() => console.log('last'), 20);
      process.on('exit', () => { console.log('never'); while (true) {} });`;
    const one = await run(nodeEngine, { worker: exits }, inOne);
    expect(logs(one.events, 'worker')).toEqual(['first', 'last']);
    expect(await run(nodeEngine, { worker: exits }, inMany)).toEqual(one);
  });
});
