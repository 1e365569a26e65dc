/** Real processes on this computer, in a temporary folder, each in a group of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  BootError,
  type BootOptions,
  type BootPlan,
  type Engine,
  type Files,
} from '../contract.ts';
import { bundleNodeParts, type NodeParts } from './bundle.ts';
import { Guard, killGroup } from './guard.ts';
import {
  HostError,
  type HostProcess,
  type ProcessHost,
  type Signal,
  type SpawnSpec,
} from './host.ts';
import { REAL_CAPABILITIES, type RealOptions } from './options.ts';
import { realSession } from './session.ts';

/** ms in which a process has to start, and a killed one to end. */
const START_MS = 10_000;
const END_MS = 5000;

let guard: Guard | undefined;

/** @returns a host with a folder of its own */
export async function localHost(): Promise<ProcessHost> {
  guard ??= new Guard();
  const folder = await mkdtemp(join(tmpdir(), 'zero-lab-'));
  guard.folder(folder, true);
  return new LocalHost(folder, guard);
}

class LocalHost implements ProcessHost {
  readonly signals = true;
  readonly died = new Promise<string>(() => undefined);
  readonly #folder: string;
  readonly #guard: Guard;
  readonly #running = new Set<LocalProcess>();
  #disposed = false;

  constructor(folder: string, watcher: Guard) {
    this.#folder = folder;
    this.#guard = watcher;
  }

  async write(files: Files): Promise<void> {
    const all = Object.entries(files);
    const folders = new Set(all.map(([path]) => dirname(join(this.#folder, path))));
    await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
    await Promise.all(
      all.map(async ([path, text]) => {
        // Whoever reads a file meanwhile gets the old one or the new one, whole.
        const target = join(this.#folder, path);
        await writeFile(`${target}.new`, text);
        await rename(`${target}.new`, target);
      }),
    );
  }

  async spawn({ args, env }: SpawnSpec): Promise<HostProcess> {
    if (this.#disposed) throw new HostError('This host is closed: start another.');
    const child = spawn(process.execPath, args, {
      cwd: this.#folder,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    await started(child);
    const running = new LocalProcess(child);
    this.#running.add(running);
    this.#guard.process(child.pid!, true);
    void running.exit.then(() => {
      this.#running.delete(running);
      this.#guard.process(child.pid!, false);
    });
    if (this.#disposed) await running.kill('SIGKILL');
    return running;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all([...this.#running].map((each) => each.kill('SIGKILL')));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    this.#guard.folder(this.#folder, false);
  }
}

class LocalProcess implements HostProcess {
  readonly exit: HostProcess['exit'];
  readonly #child: ChildProcess;
  #listener: (stream: 'out' | 'err', text: string) => void = () => {};
  /** Until somebody listens. */
  #early: ['out' | 'err', string][] | null = [];

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const [name, stream] of [
      ['out', child.stdout!],
      ['err', child.stderr!],
    ] as const) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (this.#early) this.#early.push([name, text]);
        else this.#listener(name, text);
      });
    }
    this.exit = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        const end = code === null ? { signal: signal ?? 'SIGKILL' } : { code };
        // What it started may hold its output open; what it wrote itself is read by then.
        const late = setTimeout(() => resolve(end), 200);
        child.once('close', () => {
          clearTimeout(late);
          resolve(end);
        });
        if (signal === 'SIGKILL') killGroup(child.pid!, 'SIGKILL');
      });
    });
  }

  onOutput(listener: (stream: 'out' | 'err', text: string) => void): void {
    this.#listener = listener;
    for (const [stream, text] of this.#early ?? []) listener(stream, text);
    this.#early = null;
  }

  async kill(signal: Signal): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null)
      killGroup(this.#child.pid!, signal);
    if (signal !== 'SIGKILL') return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const pid = String(this.#child.pid);
        reject(new HostError(`Process ${pid} is still there ${END_MS / 1000} s after SIGKILL.`));
      }, END_MS);
    });
    await Promise.race([this.exit, late]).finally(() => clearTimeout(timer));
  }
}

async function started(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, failed) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed(new HostError(`Node did not start in ${START_MS / 1000} s. Is the computer busy?`));
    }, START_MS);
    child.once('spawn', () => {
      clearTimeout(timer);
      done();
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      failed(new HostError(`Node could not be started: ${error.message}`));
    });
  });
}

let parts: Promise<NodeParts> | undefined;

/** Every session has processes and a folder of its own. */
export function localEngineOf(settings: Pick<RealOptions, 'slow'> = {}): Engine {
  return {
    id: 'local',
    capabilities: REAL_CAPABILITIES,
    async boot(plan: BootPlan, options: BootOptions = {}) {
      if (process.platform === 'win32') {
        throw new BootError(
          'Real processes need a Unix: pausing and killing go by its signals. Use WSL.',
        );
      }
      parts ??= bundleNodeParts();
      const host = await localHost();
      return realSession(host, plan, { ...options, ...settings, parts: await parts });
    },
  };
}

export const localEngine: Engine = localEngineOf();
