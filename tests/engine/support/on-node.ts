/** Runs a program of the suite on real Node: one child process each, over loopback. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PROGRAMS, urlVariable } from './programs.ts';
import type { Outcome, Program } from './programs.ts';

/** Programs at once: they wait more than they compute. */
const LANES = 4;

/** ms; a program that takes longer is broken. */
const LIMIT = 10_000;

export interface NodeOutcome extends Outcome {
  /** All that `main` wrote to standard error, crash reports included. */
  readonly errorText: string;
}

/**
 * Runs programs a few at a time, ahead of whoever asks for them: most of a program's time is waiting.
 * @returns gives the outcome of one of them
 */
export function runAhead(programs: readonly Program[]): (program: Program) => Promise<NodeOutcome> {
  const outcomes = new Map<string, Promise<NodeOutcome>>();
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = async (): Promise<void> => {
    if (running >= LANES) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
  };
  const run = async (program: Program): Promise<NodeOutcome> => {
    await turn();
    try {
      return await runOnNode(program);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
  return (program) => {
    // The programs that come next begin while this one is looked at.
    const at = programs.indexOf(program);
    for (const next of programs.slice(at, at + LANES)) {
      if (outcomes.has(next.name)) continue;
      const outcome = run(next);
      // Whoever asks for it hears of a failure; until then it is not unhandled.
      outcome.catch(() => {});
      outcomes.set(next.name, outcome);
    }
    return outcomes.get(program.name)!;
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly text: { out: string; err: string };
}

export async function runOnNode(program: Program): Promise<NodeOutcome> {
  const ids = Object.keys(program.processes);
  const ports = await freePorts(ids.length);
  const urls = Object.fromEntries(
    ids.map((id, i) => [urlVariable(id), `http://127.0.0.1:${ports[i]}`]),
  );
  const running = new Map<string, Running>();
  // Programs write files where they stand, and begin with an empty disk.
  const disk = await mkdtemp(join(tmpdir(), 'program-'));
  const start = (id: string): Running => {
    const file = join(PROGRAMS, program.processes[id] ?? '');
    const env = {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      LANG: 'en_US.UTF-8',
      PORT: String(ports[ids.indexOf(id)]),
      ...urls,
    };
    const child = spawn(process.execPath, ['--no-warnings', file], {
      env,
      cwd: disk,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part));
    running.set(id, { child, text });
    return { child, text };
  };
  try {
    const others = ids.filter((id) => id !== 'main');
    others.forEach(start);
    await Promise.all(others.map((id) => accepting(ports[ids.indexOf(id)] ?? 0)));
    const main = start('main');
    const timer = setTimeout(() => main.child.kill('SIGKILL'), LIMIT);
    const [code, signal] = (await once(main.child, 'close')) as [number | null, string | null];
    clearTimeout(timer);
    const out = Object.fromEntries([...running].map(([id, { text }]) => [id, lines(text.out)]));
    return {
      out,
      err: lines(main.text.err),
      errorText: main.text.err,
      code: code ?? String(signal),
    };
  } finally {
    for (const { child } of running.values()) child.kill('SIGKILL');
    await rm(disk, { recursive: true });
  }
}

export function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Waits until something listens on a port. */
async function accepting(port: number): Promise<void> {
  const until = Date.now() + LIMIT;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const up = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (up) return;
    if (Date.now() > until) throw new Error(`Nothing listens on port ${port}.`);
    await wait(20);
  }
}
