/** One instance: a folder of its own, and the processes in it. Disposed, neither is there any more. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { shell } from './shell.ts';
import type { Call, RunOptions, Tree } from './wire.ts';

const PRELOAD = fileURLToPath(new URL('./preload.cjs', import.meta.url));
/** Node first, and where the system keeps its tools. */
const PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

export interface MachineEvents {
  readonly output: (process: number, bytes: Buffer) => void;
  readonly exit: (process: number, code: number) => void;
  readonly port: (port: number, open: boolean) => void;
}

/** Something that runs, whatever it is. */
export interface Running {
  readonly write: (text: string) => void;
  readonly kill: () => void;
}

export class Machine {
  readonly root: string;
  readonly workdir: string;
  readonly #events: MachineEvents;
  readonly #running = new Map<number, Running>();
  readonly #ends = new Set<Promise<void>>();
  #last = 0;

  private constructor(root: string, workdir: string, events: MachineEvents) {
    this.root = root;
    this.workdir = workdir;
    this.#events = events;
  }

  static async open(workdirName: string, events: MachineEvents): Promise<Machine> {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'container-host-')));
    const workdir = join(root, 'home', workdirName);
    await mkdir(workdir, { recursive: true });
    await mkdir(join(root, 'tmp'));
    return new Machine(root, workdir, events);
  }

  /** How many processes there are. */
  get count(): number {
    return this.#running.size;
  }

  async answer(call: Call): Promise<unknown> {
    switch (call.op) {
      case 'info':
        return { path: PATH, cwd: this.workdir };
      case 'run':
        return this.run(call.options);
      case 'load':
        return load(this.#within(call.at), call.tree);
      case 'readFile':
        return (await readFile(this.#within(call.path))).toString('base64');
      case 'writeFile':
        return writeFile(this.#within(call.path), Buffer.from(call.base64, 'base64'));
      case 'readdir':
        return (await readdir(this.#within(call.path), { withFileTypes: true })).map((entry) => ({
          name: entry.name,
          'Symbol(type)': entry.isDirectory() ? 2 : 1,
        }));
      case 'mkdir':
        return void (await mkdir(this.#within(call.path), { recursive: call.recursive }));
      case 'rm':
        return rm(this.#within(call.path), { recursive: call.recursive, force: call.force });
      case 'rename':
        return rename(this.#within(call.from), this.#within(call.to));
      case 'serialize':
        return save(this.#within(call.path));
    }
  }

  run({ command, args, cwd, env, terminal }: RunOptions): number {
    const number = ++this.#last;
    const folder = this.#within(cwd ?? '.');
    const whole = this.#environment(env, terminal);
    const { promise, resolve: over } = Promise.withResolvers<void>();
    this.#ends.add(promise);
    const ended = (code: number): void => {
      this.#running.delete(number);
      this.#ends.delete(promise);
      this.#events.exit(number, code);
      over();
    };
    const write = (bytes: Buffer): void => this.#events.output(number, bytes);
    this.#running.set(
      number,
      command === 'jsh'
        ? shell({
            folder,
            home: this.workdir,
            write,
            ended,
            start: (line, at, done) =>
              this.#spawn(
                '/bin/sh',
                ['-c', line],
                at,
                whole,
                (bytes) => write(asTerminal(bytes)),
                done,
              ),
          })
        : this.#spawn(command, args, folder, whole, write, ended),
    );
    return number;
  }

  write(process: number, text: string): void {
    this.#running.get(process)?.write(text);
  }

  kill(process: number): void {
    this.#running.get(process)?.kill();
  }

  async dispose(): Promise<void> {
    for (const { kill } of this.#running.values()) kill();
    await Promise.all(this.#ends);
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  #spawn(
    command: string,
    args: readonly string[],
    cwd: string,
    env: Record<string, string>,
    write: (bytes: Buffer) => void,
    ended: (code: number) => void,
  ): Running {
    const node = command === 'node';
    const child: ChildProcess = spawn(
      node ? process.execPath : command,
      // Not by NODE_OPTIONS: programs see their environment.
      node ? ['--require', PRELOAD, ...args] : [...args],
      // A group of its own: what it starts ends with it.
      { cwd, env, stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true },
    );
    child.stdout?.on('data', write);
    child.stderr?.on('data', write);
    child.stdin?.on('error', () => undefined);
    const line = child.stdio[3] as import('node:net').Socket;
    line.on('error', () => undefined);
    const open = new Set<number>();
    createInterface({ input: line }).on('line', (text) => {
      const [what, port] = text.split(' ');
      if (what === 'open') open.add(Number(port));
      else open.delete(Number(port));
      this.#events.port(Number(port), what === 'open');
    });
    child.on('error', ({ message }) => {
      write(Buffer.from(`${message}\n`));
      ended(127);
    });
    child.on('close', (code) => {
      if (child.pid === undefined) return;
      for (const port of open) this.#events.port(port, false);
      ended(code ?? 137);
    });
    return {
      write: (text) => void child.stdin?.write(text),
      kill: () => {
        if (child.pid === undefined) return;
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          // It ended by itself just now.
        }
      },
    };
  }

  /** Nothing of the environment that the tests run in. */
  #environment(own: RunOptions['env'], terminal: RunOptions['terminal']): Record<string, string> {
    const env = Object.entries(own ?? {}).map(([name, value]) => [name, String(value)]);
    return {
      PATH,
      HOME: join(this.root, 'home'),
      TMPDIR: join(this.root, 'tmp'),
      npm_config_cache: join(this.root, 'tmp', 'npm'),
      npm_config_update_notifier: 'false',
      LANG: 'C.UTF-8',
      ...(terminal ? { TERM: 'xterm', COLUMNS: String(terminal.cols) } : {}),
      ...(Object.fromEntries(env) as Record<string, string>),
    };
  }

  /** A path in the working folder, or of the instance's own root. */
  #within(path: string): string {
    const full =
      path.startsWith('/') && !path.startsWith(this.root)
        ? join(this.root, path)
        : resolve(this.workdir, path);
    if (full !== this.root && !full.startsWith(this.root + sep))
      throw new Error(`ENOENT: no such file or directory, '${path}'`);
    return full;
  }
}

/** A terminal's cursor goes back to the left only when it is told. */
const asTerminal = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');

async function load(folder: string, tree: Tree): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, entry] of Object.entries(tree)) {
    const path = join(folder, name);
    if ('d' in entry) await load(path, entry.d);
    else if ('c' in entry.f) await writeFile(path, entry.f.c, entry.f.b ? 'latin1' : 'utf8');
    else throw new Error(`The stand-in has no symbolic links: ${name}`);
  }
}

/** A folder as `export` gives it, JSON in base64. */
async function save(folder: string): Promise<string> {
  const tree = async (at: string): Promise<Tree> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(at, { withFileTypes: true })).map(async (entry) => {
          const path = join(at, entry.name);
          return [
            entry.name,
            entry.isDirectory()
              ? { d: await tree(path) }
              : { f: { c: await readFile(path, 'utf8') } },
          ] as const;
        }),
      ),
    );
  return Buffer.from(JSON.stringify({ d: await tree(folder) })).toString('base64');
}
