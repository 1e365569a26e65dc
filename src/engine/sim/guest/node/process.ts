/** `process` and `node:process` of one simulated process. */
import type { Loop } from '../loop.ts';
import type { NodeModule, Runtime } from '../runtime.ts';
import { EventEmitter } from '../emitter.ts';
import { unsupported } from '../errors.ts';

export interface ProcessSetup {
  readonly runtime: Runtime;
  readonly loop: Loop;
  readonly env: Record<string, string>;
  readonly entry: string;
  readonly pid: number;
  /** Virtual ms at which it started. */
  readonly startedAt: number;
  /** Ends the process at once. */
  readonly exit: (code: number, reason: string) => void;
}

/** Thrown to unwind the program after `process.exit()`; nothing it does afterwards counts. */
export class Exited extends Error {
  override readonly name = 'Exited';
}

export type LabProcess = EventEmitter & {
  env: Record<string, string>;
  exitCode: number | undefined;
  exit: (code?: number) => never;
  /** It has told of its exit already. */
  readonly exiting: boolean;
};

export function createProcess({
  runtime,
  loop,
  env,
  entry,
  pid,
  startedAt,
  exit,
}: ProcessSetup): LabProcess {
  const uptimeMs = (): number => runtime.now() - startedAt;
  const nanoseconds = (): bigint => BigInt(Math.round(uptimeMs() * 1000)) * 1000n;
  const hrtime = Object.assign(
    (since?: readonly [number, number]): [number, number] => {
      const total =
        nanoseconds() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n);
      return [Number(total / 1_000_000_000n), Number(total % 1_000_000_000n)];
    },
    { bigint: nanoseconds },
  );
  const stream = (to: 'out' | 'err', fd: number) => ({
    fd,
    isTTY: false,
    writable: true,
    columns: 80,
    write: (text: unknown, encoding?: unknown, done?: () => void): boolean => {
      runtime.write(to, typeof text === 'string' ? text : String(text));
      const callback = typeof encoding === 'function' ? (encoding as () => void) : done;
      if (callback) loop.nextTick(callback);
      return true;
    },
    on() {
      return this;
    },
    once() {
      return this;
    },
    end: () => {},
  });
  let exiting = false;
  const own = {
    env,
    argv: ['/usr/local/bin/node', `/app/${entry}`],
    argv0: 'node',
    execArgv: [] as string[],
    execPath: '/usr/local/bin/node',
    title: 'node',
    pid,
    ppid: 1,
    platform: 'linux',
    arch: 'x64',
    version: 'v24.0.0',
    versions: { node: '24.0.0' },
    release: { name: 'node' },
    config: {},
    exitCode: undefined as number | undefined,
    stdout: stream('out', 1),
    stderr: stream('err', 2),
    stdin: {
      fd: 0,
      isTTY: false,
      on: () => {},
      once: () => {},
      resume: () => {},
      setEncoding: () => {},
    },
    cwd: () => '/app',
    chdir: () => {
      throw unsupported('process.chdir()', 'Use full paths.');
    },
    umask: () => 0o22,
    uptime: () => uptimeMs() / 1000,
    hrtime,
    nextTick: (run: (...args: unknown[]) => unknown, ...args: unknown[]) =>
      loop.nextTick(args.length > 0 ? () => run(...args) : run),
    memoryUsage: Object.assign(
      () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
      { rss: () => 0 },
    ),
    cpuUsage: () => ({ user: 0, system: 0 }),
    resourceUsage: () => ({}),
    getuid: () => 0,
    getgid: () => 0,
    emitWarning: (warning: unknown, type?: unknown, code?: string) => {
      const made = warningOf(warning, type, code);
      loop.nextTick(() => {
        if (lab.listenerCount('warning') > 0) lab.emit('warning', made);
        const label = made.code === undefined ? '' : `[${made.code}] `;
        runtime.write('err', `(node:${pid}) ${label}${made.name}: ${made.message}\n`);
      });
    },
    abort: () => exit(134, 'abort()'),
    kill: (target: number, signal: string | number = 'SIGTERM') => {
      if (target !== pid)
        throw unsupported(
          `process.kill(${target})`,
          'Machines of a lab share no process table; kill one from the diagram.',
        );
      if (signal === 0) return true;
      loop.setTimer(() => {
        if (typeof signal === 'string' && lab.listenerCount(signal) > 0) lab.emit(signal, signal);
        else exit(143, `killed (${String(signal)})`);
      }, 0);
      return true;
    },
    exit: (code?: number): never => {
      if (code !== undefined) lab.exitCode = code;
      if (!exiting) {
        exiting = true;
        lab.emit('exit', lab.exitCode ?? 0);
      }
      const final = lab.exitCode ?? 0;
      exit(final, `exit code ${final}`);
      throw new Exited();
    },
  };
  const lab = Object.assign(new EventEmitter(), own) as LabProcess & typeof own;
  // Programs find `_exiting`, as in Node; `exiting` is the engine's.
  for (const name of ['exiting', '_exiting']) {
    Object.defineProperty(lab, name, { get: () => exiting });
  }
  return lab;
}

interface Warning extends Error {
  code?: string;
  detail?: string;
}

/** `emitWarning(warning, type, code)` or `emitWarning(warning, { type, code, detail })`. */
function warningOf(warning: unknown, type: unknown, code: string | undefined): Warning {
  const options = (typeof type === 'object' && type !== null ? type : { type, code }) as {
    type?: string;
    code?: string;
    detail?: string;
  };
  if (warning instanceof Error) return warning;
  const made: Warning = new Error(String(warning));
  made.name = options.type ?? 'Warning';
  if (options.code !== undefined) made.code = options.code;
  if (options.detail !== undefined) made.detail = options.detail;
  return made;
}

export function processModule(process: LabProcess): NodeModule {
  return { ...process, default: process };
}
