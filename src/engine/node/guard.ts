/**
 * A process that outlives its parent by a moment, to leave nothing behind: it is told which processes run
 * and which folders were made, and when its standard input ends (the parent has ended, however), it kills
 * those that are left and removes the folders.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export class Guard {
  readonly #child: ChildProcess;

  constructor() {
    // In a session of its own: Ctrl-C in a terminal ends its parent and not it.
    this.#child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#child.unref();
    const { stdin } = this.#child;
    // Being watched is no reason to stay alive.
    (stdin as unknown as { unref(): void }).unref();
    stdin!.on('error', () => undefined);
  }

  process(pid: number, runs: boolean): void {
    this.#tell(`${runs ? '+' : '-'}${String(pid)}`);
  }

  folder(path: string, there: boolean): void {
    this.#tell(`${there ? 'keep ' : 'forget '}${path}`);
  }

  #tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }
}

/** Kills a process and those that it has started. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

function watch(): void {
  const pids = new Set<number>();
  const folders = new Set<string>();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const pid = Number(line.slice(1));
    const path = line.slice(line.indexOf(' ') + 1);
    if (line.startsWith('+')) pids.add(pid);
    else if (line.startsWith('-')) pids.delete(pid);
    else if (line.startsWith('keep ')) folders.add(path);
    else folders.delete(path);
  });
  lines.on('close', () => {
    for (const pid of pids) killGroup(pid, 'SIGKILL');
    for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  });
}

if (import.meta.main) watch();
