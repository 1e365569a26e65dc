/** Killing, stopping, pausing, unplugging and slowing machines. */
import { describe, expect, it } from 'vitest';
import {
  answers,
  ask,
  at,
  CALLER,
  COUNTER,
  endOf,
  journalOf,
  logs,
  only,
  states,
} from '../support/simulate.ts';

const server = { programs: { server: COUNTER } };

describe('kill', () => {
  it('resets what is under way, refuses what comes, and loses memory', async () => {
    const events = await journalOf(server, 1500, [
      ask(100, 'server', '/first'),
      // On the kept connection, and on a new one: of the former a client tries again by itself.
      ask(200, 'server', '/wait/500'),
      ask(201, 'server', '/wait/600'),
      at(300, { kind: 'kill', machine: 'server' }),
      ask(400, 'server', '/down'),
      at(500, { kind: 'start', machine: 'server' }),
      ask(1000, 'server', '/again'),
    ]);
    expect(
      answers(events).map((event) => [endOf(event), event.client?.outcome, event.client?.resent]),
    ).toEqual([
      ['200', 'ok', undefined],
      ['ECONNREFUSED', 'failed', true],
      ['ECONNRESET', 'failed', undefined],
      ['ECONNREFUSED', 'failed', undefined],
      ['200', 'ok', undefined],
    ]);
    expect(answers(events)[4]?.client?.answer).toBe('count 1');
    expect(states(events, 'server')).toEqual([
      'starting 1',
      'up 1',
      'down 1: killed (SIGKILL)',
      'starting 2',
      'up 2',
    ]);
  });

  it('is seen by other machines at once', async () => {
    const system = {
      programs: { server: COUNTER, caller: CALLER },
      specs: { caller: { env: { SERVER_URL: 'http://server:8080' } } },
    };
    const events = await journalOf(system, 650, [at(350, { kind: 'kill', machine: 'server' })]);
    const [first, ...rest] = logs(events, 'caller');
    expect(first).toMatch(/^200 after [23]$/);
    expect(rest.slice(0, 2)).toEqual(['200 after 1', '200 after 1']);
    // A kept connection is reset; after that there is nobody to connect to.
    expect(rest.slice(2)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']);
  });
});

describe('stop and restart', () => {
  const graceful = `${COUNTER}
process.on('SIGTERM', () => {
  console.log('finishing');
  setTimeout(() => process.exit(0), 300);
});`;

  it('SIGTERM lets a process finish what it does', async () => {
    const events = await journalOf({ programs: { server: graceful } }, 1000, [
      ask(100, 'server', '/wait/200'),
      at(150, { kind: 'stop', machine: 'server' }),
    ]);
    expect(answers(events).map(endOf)).toEqual(['200']);
    expect(logs(events, 'server')).toContain('finishing');
    expect(states(events, 'server').at(-1)).toBe('down 1: exit code 0');
  });

  it('a process without a handler ends at once, one that ignores it after its grace', async () => {
    const events = await journalOf(server, 1000, [at(100, { kind: 'stop', machine: 'server' })]);
    expect(states(events, 'server').at(-1)).toBe('down 1: stopped (SIGTERM)');
    const deaf = `${COUNTER}\nprocess.on('SIGTERM', () => {});`;
    const stubborn = await journalOf({ programs: { server: deaf } }, 1000, [
      at(100, { kind: 'stop', machine: 'server', graceMs: 400 }),
    ]);
    const down = only(stubborn, 'machine').find((event) => event.state === 'down');
    expect(down?.t).toBe(500);
    expect(down?.reason).toContain('killed');
  });

  it('restart is a fresh process', async () => {
    const events = await journalOf(server, 1000, [
      ask(100, 'server', '/a'),
      ask(200, 'server', '/b'),
      at(300, { kind: 'restart', machine: 'server' }),
      ask(800, 'server', '/c'),
    ]);
    expect(answers(events).map((event) => event.client?.answer)).toEqual([
      'count 1',
      'count 2',
      'count 1',
    ]);
    expect(states(events, 'server').at(-1)).toBe('up 2');
  });

  it('a machine with autostart off waits for its start', async () => {
    const system = { ...server, specs: { server: { autostart: false } } };
    const events = await journalOf(system, 1000, [
      ask(100, 'server', '/off'),
      at(200, { kind: 'start', machine: 'server' }),
      ask(500, 'server', '/on'),
    ]);
    expect(answers(events).map(endOf)).toEqual(['ECONNREFUSED', '200']);
  });
});

describe('pause', () => {
  it('answers nobody until it is resumed, and then everybody', async () => {
    const events = await journalOf(server, 3000, [
      ask(50, 'server', '/before'),
      at(100, { kind: 'pause', machine: 'server' }),
      ask(200, 'server', '/patient', 2000),
      ask(250, 'server', '/impatient', 300),
      at(1000, { kind: 'resume', machine: 'server' }),
    ]);
    const [, patient, impatient] = answers(events);
    expect([endOf(patient), endOf(impatient)]).toEqual(['200', 'ETIMEDOUT']);
    expect(patient?.t).toBeGreaterThanOrEqual(1000);
    expect(impatient?.client?.outcome).toBe('unknown');
    expect(states(events, 'server').slice(2)).toEqual(['paused 1', 'up 1: resumed']);
  });

  it('a request that another process sent meanwhile is handled once', async () => {
    const caller = `setTimeout(async () => {
      const answer = await fetch(process.env.SERVER_URL + '/wait/50');
      console.log(await answer.text());
    }, 200);
    setInterval(() => {}, 1000);`;
    const programs = { server: COUNTER, caller };
    const specs = { caller: { env: { SERVER_URL: 'http://server:8080' } } };
    const story = [
      at(100, { kind: 'pause', machine: 'server' }),
      at(500, { kind: 'resume', machine: 'server' }),
      ask(900, 'server', '/after'),
    ];
    const events = await journalOf({ programs, specs }, 1500, story);
    expect(logs(events, 'caller')).toEqual(['count 1']);
    expect(answers(events).at(-1)?.client?.answer).toBe('count 2');
    expect(only(events, 'arrive')).toHaveLength(2);
  });
});

describe('unplug', () => {
  it('is silence, not refusal, until it is started again', async () => {
    const events = await journalOf(server, 3000, [
      ask(100, 'server', '/wait/400'),
      at(200, { kind: 'unplug', machine: 'server' }),
      ask(300, 'server', '/dark'),
      at(1500, { kind: 'start', machine: 'server' }),
      ask(2000, 'server', '/light'),
    ]);
    expect(answers(events).map(endOf)).toEqual(['ETIMEDOUT', 'ETIMEDOUT', '200']);
    expect(answers(events)[1]?.ms).toBeCloseTo(1000, 0);
    expect(states(events, 'server')).toContainEqual(expect.stringMatching(/^unplugged 1/));
  });
});

describe('slow machines', () => {
  it('a fault multiplies the speeds that a process reads, until it heals', async () => {
    const program = `setInterval(() => console.log(process.env.CPU_SPEED + ' ' + process.env.DISK_SPEED), 100);`;
    const system = { programs: { worker: program }, specs: { worker: { cpuSpeed: 2 } } };
    const events = await journalOf(system, 460, [
      at(150, {
        kind: 'machine-fault',
        id: 'f',
        machine: 'worker',
        fault: { cpu: 0.25, disk: 0.5 },
      }),
      at(350, { kind: 'heal', id: 'f' }),
    ]);
    expect(logs(events, 'worker')).toEqual(['2 1', '0.5 0.5', '0.5 0.5', '2 1']);
  });

  it('a machine knows its size', async () => {
    const program = `import os from 'node:os';
console.log(process.env.CORES, process.env.MEMORY_MB, os.cpus().length, os.totalmem() / 2 ** 20, os.hostname(), process.env.PORT, process.env.MINE);`;
    const specs = { box: { cores: 4, memoryMb: 256, port: 9000, env: { MINE: 'yes' } } };
    const events = await journalOf({ programs: { box: program }, specs }, 100);
    expect(logs(events, 'box')).toEqual(['4 256 4 256 box 9000 yes']);
  });
});

describe('heal-all', () => {
  it('starts what is down, resumes what is paused and ends every fault', async () => {
    const system = { programs: { a: COUNTER, b: COUNTER, c: COUNTER } };
    const events = await journalOf(system, 2000, [
      at(100, { kind: 'kill', machine: 'a' }),
      at(100, { kind: 'pause', machine: 'b' }),
      at(100, {
        kind: 'link-fault',
        id: 'cut',
        from: 'clients',
        to: 'c',
        fault: { partition: true },
      }),
      at(500, { kind: 'heal-all' }),
      ...['a', 'b', 'c'].map((to) => ask(1000, to, `/${to}`)),
    ]);
    expect(answers(events).map(endOf)).toEqual(['200', '200', '200']);
  });
});

describe('a machine that is not there', () => {
  it('is named in a notice', async () => {
    const events = await journalOf(server, 200, [at(100, { kind: 'kill', machine: 'sever' })]);
    expect(only(events, 'notice').map((event) => event.text)).toEqual([
      "There is no machine 'sever'. Known: server.",
    ]);
  });
});
