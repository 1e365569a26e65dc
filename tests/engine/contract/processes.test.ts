/** Endless loops, crashes, and files that change while they run. */
import { describe, expect, it } from 'vitest';
import {
  answers,
  ask,
  at,
  COUNTER,
  endOf,
  journalOf,
  logs,
  only,
  states,
  withSession,
} from '../support/simulate.ts';

describe('an endless loop', () => {
  const hot = COUNTER.replace('count++;', "count++;\n  if (kind === 'loop') while (true) {}");
  it('hangs its own process alone, is declared stuck, and can be killed', async () => {
    const system = { programs: { hot, calm: COUNTER } };
    const events = await journalOf(system, 5000, [
      ask(100, 'hot', '/fine'),
      ask(200, 'hot', '/loop', 800),
      ask(300, 'hot', '/after', 800),
      ...[250, 500, 1000, 2000].map((ms) => ask(ms, 'calm', `/calm-${ms}`)),
      at(2500, { kind: 'restart', machine: 'hot' }),
      ask(3000, 'hot', '/again'),
    ]);
    const ends = Object.fromEntries(
      answers(events).map((event) => [event.client?.load, endOf(event)]),
    );
    expect(ends).toEqual({
      '/fine': '200',
      '/loop': 'ETIMEDOUT',
      '/after': 'ETIMEDOUT',
      '/calm-250': '200',
      '/calm-500': '200',
      '/calm-1000': '200',
      '/calm-2000': '200',
      '/again': '200',
    });
    expect(states(events, 'hot')[2]).toMatch(/^stuck 1: .*endless loop/);
    expect(states(events, 'hot').at(-1)).toBe('up 2');
    expect(states(events, 'calm')).toEqual(['starting 1', 'up 1']);
  });

  it('at the top of a file, the others start', async () => {
    const events = await journalOf({ programs: { hot: 'while (true) {}', calm: COUNTER } }, 500, [
      ask(100, 'calm', '/x'),
    ]);
    expect(answers(events).map(endOf)).toEqual(['200']);
    expect(states(events, 'hot').at(-1)).toMatch(/^stuck/);
  });

  it('a loop that waits for the clock ends, and held its process for that long', async () => {
    const busy = COUNTER.replace(
      'count++;',
      "count++;\n  if (kind === 'busy') { const end = Date.now() + Number(ms); while (Date.now() < end); }",
    );
    const events = await journalOf({ programs: { busy } }, 2000, [
      ask(100, 'busy', '/busy/200'),
      ask(150, 'busy', '/behind'),
    ]);
    const [first, behind] = answers(events);
    expect([endOf(first), endOf(behind)]).toEqual(['200', '200']);
    expect(first?.ms).toBeGreaterThanOrEqual(200);
    expect(behind?.ms).toBeGreaterThanOrEqual(149);
  });
});

describe('a crash', () => {
  it('names the file and the line, refuses, and stays down', async () => {
    const helper = `interface Options {
  readonly reason: string;
}

export function explode({ reason }: Options): never {
  throw new RangeError(reason);
}`;
    const main = COUNTER.replace(
      'count++;',
      "count++;\n  if (kind === 'crash') explode({ reason: 'asked to' });",
    );
    const system = {
      programs: { server: `import { explode } from './lib/helper.ts';\n${main}` },
      files: { 'lib/helper.ts': helper },
    };
    const events = await journalOf(system, 1000, [
      ask(100, 'server', '/crash'),
      ask(500, 'server', '/down'),
    ]);
    const [crash] = only(events, 'crash');
    expect(crash).toMatchObject({
      machine: 'server',
      message: 'RangeError: asked to',
      path: 'lib/helper.ts',
      line: 6,
    });
    expect(crash?.stack).toContain('lib/helper.ts:6');
    expect(crash?.stack).toContain('server.ts:');
    expect(answers(events).map(endOf)).toEqual(['ECONNRESET', 'ECONNREFUSED']);
    expect(states(events, 'server').at(-1)).toMatch(/^down 1: RangeError: asked to/);
  });

  it('of a promise nobody handles counts, too', async () => {
    const program = `async function work(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  throw new Error('unhandled');
}
void work();
setInterval(() => console.log('alive'), 60);`;
    const events = await journalOf({ programs: { app: program } }, 500);
    expect(only(events, 'crash')[0]).toMatchObject({
      message: 'Error: unhandled',
      path: 'app.ts',
      line: 3,
    });
    expect(logs(events, 'app')).toEqual(['alive']);
  });

  it('exit codes are reasons', async () => {
    const events = await journalOf(
      { programs: { app: 'setTimeout(() => process.exit(3), 50);' } },
      500,
    );
    expect(states(events, 'app').at(-1)).toBe('down 1: exit code 3');
    expect(only(events, 'crash')).toEqual([]);
  });
});

describe('write', () => {
  const system = {
    programs: {
      a: `import { NAME } from './shared.ts';\n${COUNTER}\nconsole.log('a with ' + NAME);`,
      b: `import { NAME } from './shared.ts';\nimport './only-b.ts';\n${COUNTER}\nconsole.log('b with ' + NAME);`,
    },
    files: { 'shared.ts': "export const NAME = 'one';", 'only-b.ts': 'export {};', 'spare.ts': '' },
  };

  it('restarts the processes that use the file, and no others', async () => {
    await withSession(system, [], async ({ session, events }) => {
      await session.runTo(200);
      expect(await session.write('only-b.ts', "console.log('new');")).toEqual({
        ok: true,
        restarted: ['b'],
      });
      await session.runTo(600);
      expect(states(events, 'a')).toEqual(['starting 1', 'up 1']);
      expect(states(events, 'b').at(-1)).toBe('up 2');
      expect(logs(events, 'b')).toContain('new');
      expect(await session.write('shared.ts', "export const NAME = 'two';")).toEqual({
        ok: true,
        restarted: ['a', 'b'],
      });
      await session.runTo(1200);
      expect(logs(events, 'a').at(-1)).toBe('a with two');
      expect(await session.write('spare.ts', 'export const x = 1;')).toEqual({
        ok: true,
        restarted: [],
      });
    });
  });

  it('a syntax error changes nothing', async () => {
    await withSession(system, [ask(400, 'a', '/still-there')], async ({ session, events }) => {
      await session.runTo(200);
      const result = await session.write('a.ts', 'const ok = 1;\nconst broken = ;\n');
      expect(result).toMatchObject({
        ok: false,
        problem: { path: 'a.ts', line: 2, column: 16, message: "Unexpected ';'." },
      });
      await session.runTo(1000);
      expect(states(events, 'a')).toEqual(['starting 1', 'up 1']);
      expect(answers(events).map(endOf)).toEqual(['200']);
    });
  });

  it('a broken file at boot is a crash that names it; mending it starts the machine', async () => {
    const broken = { programs: { app: 'enum Colour { Red }\n', other: COUNTER } };
    await withSession(broken, [], async ({ session, events }) => {
      await session.runTo(200);
      expect(only(events, 'crash')[0]).toMatchObject({
        machine: 'app',
        path: 'app.ts',
        line: 1,
        column: 1,
      });
      expect(states(events, 'app').at(-1)).toMatch(/^down 1: SyntaxError: .*enum/);
      expect(states(events, 'other').at(-1)).toBe('up 1');
      expect(await session.write('app.ts', "console.log('mended');")).toMatchObject({ ok: true });
      await session.runTo(600);
      expect(logs(events, 'app')).toEqual(['mended']);
    });
  });

  it('leaves a machine alone that somebody killed, or that was never started', async () => {
    const idle = { ...system, specs: { b: { autostart: false } } };
    await withSession(
      idle,
      [at(100, { kind: 'kill', machine: 'a' })],
      async ({ session, events }) => {
        await session.runTo(200);
        const text = "export const NAME = 'two';";
        expect(await session.write('shared.ts', text)).toEqual({ ok: true, restarted: [] });
        await session.runTo(600);
        expect(states(events, 'a')).toEqual(['starting 1', 'up 1', 'down 1: killed (SIGKILL)']);
        expect(states(events, 'b')).toEqual([]);
        await session.apply({ kind: 'start', machine: 'a' });
        await session.runTo(1000);
        expect(logs(events, 'a').at(-1)).toBe('a with two');
      },
    );
  });

  it('as a planned action, an unparsable text is a notice', async () => {
    const events = await journalOf(system, 500, [
      at(100, { kind: 'write', path: 'a.ts', text: 'let a = ;' }),
      at(300, { kind: 'write', path: 'b.ts', text: "console.log('written');" }),
    ]);
    expect(only(events, 'notice')[0]?.text).toMatch(/^a\.ts was not saved: line 1/);
    expect(logs(events, 'b').at(-1)).toBe('written');
    expect(states(events, 'a')).toEqual(['starting 1', 'up 1']);
  });
});

describe('output', () => {
  it('lines with a record are gauges, all others a log', async () => {
    const program = `console.log('\\x1e' + JSON.stringify({ gauge: { cpu: 0.5, mine: 3 } }));
console.error('to stderr');
process.stdout.write('two ');
process.stdout.write('parts\\n');
console.log('\\x1enot json');`;
    const events = await journalOf({ programs: { app: program } }, 100);
    expect(only(events, 'gauge').map(({ name, value }) => [name, value])).toEqual([
      ['cpu', 0.5],
      ['mine', 3],
    ]);
    expect(only(events, 'log').map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      'err to stderr',
      'out two parts',
      'out \x1enot json',
    ]);
  });
});

describe('what the engine lacks', () => {
  it('says its name, what to do instead, and the line that asks for it', async () => {
    const program = "console.log('never');\nimport { connect } from 'node:net';\nconnect(1);";
    const events = await journalOf({ programs: { app: program } }, 200);
    expect(only(events, 'crash')[0]).toMatchObject({
      message: expect.stringMatching(
        /^Error: node:net is not available in the in-page engine\. \w/,
      ) as string,
      path: 'app.ts',
      line: 2,
    });
    expect(logs(events, 'app')).toEqual([]);
  });
});
