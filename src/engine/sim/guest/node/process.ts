/** `process` and `node:process` of one simulated process. */
import type { Loop } from '../loop.ts';
import type { NodeModule, Runtime } from '../runtime.ts';
import { EventEmitter } from '../emitter.ts';
import { nodeError, received, unsupported } from '../errors.ts';
import { Buffer } from './buffer.ts';
import { createEnvironment } from './environment.ts';
import { SIGNALS } from './signals.ts';
import { cpuUsage, memoryUsage, resourceUsage } from './usage.ts';

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
  cwd: () => string;
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
      if (since !== undefined && !Array.isArray(since)) {
        throw wrongType('time', 'an instance of Array', since);
      }
      const total =
        nanoseconds() - (since ? BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]) : 0n);
      return [Number(total / 1_000_000_000n), Number(total % 1_000_000_000n)];
    },
    { bigint: nanoseconds },
  );
  const stream = (to: 'out' | 'err', fd: number) =>
    Object.assign(new EventEmitter(), {
      fd,
      isTTY: false,
      writable: true,
      write: (text: unknown, encoding?: unknown, done?: () => void): boolean => {
        runtime.write(to, writtenText(text, encoding));
        const callback = typeof encoding === 'function' ? (encoding as () => void) : done;
        if (callback) loop.nextTick(callback);
        return true;
      },
      writableLength: 0,
      writableNeedDrain: false,
      end: () => {},
    });
  let exiting = false;
  let exitCode: number | undefined;
  const own = {
    env: createEnvironment(env),
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
    features: { inspector: false, debug: false, ipv6: true, tls: false, typescript: 'strip' },
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
    memoryUsage,
    cpuUsage,
    resourceUsage,
    availableMemory: () => Number(env['MEMORY_MB'] ?? 512) * 1024 * 1024,
    constrainedMemory: () => Number(env['MEMORY_MB'] ?? 512) * 1024 * 1024,
    getuid: () => 0,
    getgid: () => 0,
    emitWarning: (warning: unknown, type?: unknown, code?: string) => {
      const made = warningOf(warning, type, code);
      loop.nextTick(() => {
        if (lab.listenerCount('warning') > 0) lab.emit('warning', made);
        if (env['NODE_NO_WARNINGS'] === '1') return;
        const label = made.code === undefined ? '' : `[${made.code}] `;
        runtime.write('err', `(node:${pid}) ${label}${made.name}: ${made.message}\n`);
      });
    },
    abort: () => exit(134, 'abort()'),
    kill: (target: number, signal: string | number = 'SIGTERM') => {
      if (!Number.isInteger(target)) throw wrongType('pid', 'of type number', target);
      const number = typeof signal === 'number' ? signal : SIGNALS[signal];
      const name = Object.keys(SIGNALS).find((one) => SIGNALS[one] === number);
      if (number === undefined || (number !== 0 && name === undefined)) {
        throw nodeError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`, TypeError);
      }
      if (target !== pid)
        throw unsupported(
          `process.kill(${target})`,
          'Machines of a lab share no process table; kill one from the diagram.',
        );
      if (name === undefined) return true;
      loop.setTimer(() => {
        if (lab.listenerCount(name) > 0) lab.emit(name, name, number);
        else exit(128 + number, `killed (${name})`);
      }, 0);
      return true;
    },
    exit: (code?: number): never => {
      if (code !== undefined) lab.exitCode = code;
      if (!exiting) {
        exiting = true;
        lab.emit('exit', lab.exitCode ?? 0);
      }
      const final = Number(lab.exitCode ?? 0);
      exit(final, `exit code ${final}`);
      throw new Exited();
    },
  };
  const lab = Object.assign(new EventEmitter(), own) as LabProcess & typeof own;
  Object.defineProperties(lab, {
    exitCode: {
      configurable: true,
      enumerable: true,
      get: () => exitCode,
      set: (value: unknown) => {
        exitCode = checkedCode(value);
      },
    },
    [Symbol.toStringTag]: { configurable: true, value: 'process' },
  });
  // Programs find `_exiting`, as in Node; `exiting` is the engine's.
  for (const name of ['exiting', '_exiting']) {
    Object.defineProperty(lab, name, { get: () => exiting });
  }
  return lab;
}

/** What a program writes to a stream, as text. */
function writtenText(text: unknown, encoding: unknown): string {
  if (typeof text !== 'string') return Buffer.from(text as Uint8Array).toString();
  if (typeof encoding !== 'string' || /^utf-?8$/i.test(encoding)) return text;
  return Buffer.from(text, encoding as BufferEncoding).toString();
}

function wrongType(name: string, expected: string, value: unknown): Error {
  const words = `The "${name}" argument must be ${expected}. Received ${received(value)}`;
  return nodeError('ERR_INVALID_ARG_TYPE', words, TypeError);
}

/** An exit code: a whole number, or text that is one. @throws as Node does for others */
function checkedCode(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const code = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof code !== 'number' || Number.isNaN(code)) {
    throw wrongType('code', 'of type number', value);
  }
  if (Number.isInteger(code)) return value as number;
  const words = `The value of "code" is out of range. It must be an integer. Received ${code}`;
  throw nodeError('ERR_OUT_OF_RANGE', words, RangeError);
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
