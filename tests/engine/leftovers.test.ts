/** Whatever ends a session of real processes, it leaves no process, no port and no folder behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../scripts/lab.ts', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'leftovers-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Ids of the processes that stand in the folder: every machine, and the fabric. */
function processes(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The computer's listening sockets, by their numbers in the kernel: ports are given out again, these not. */
function listeners(): readonly string[] {
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap((fields) => (fields[3] === '0A' ? (fields[9] ?? []) : []));
}

/** Those that a process has. */
function listenersOf(pid: number): readonly string[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  return listeners().filter((socket) => own.has(socket));
}

// What runs, and where, is read from the process table as Linux shows it.
describe.skipIf(!existsSync('/proc/self/cwd'))('npm run lab', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind when it gets %s',
    async (signal) => {
      const drill = ['load-balancer', '--drill', 'some-then-all'];
      const child = spawn(process.execPath, [COMMAND, ...drill], {
        env: { PATH: process.env['PATH'], TMPDIR: folder },
        stdio: 'ignore',
      });
      // Five machines and the fabric.
      await vi.waitUntil(() => processes().length >= 6, { timeout: 30_000, interval: 50 });
      const pids = processes();
      await vi.waitUntil(() => pids.every((pid) => listenersOf(pid).length > 0), {
        timeout: 20_000,
        interval: 50,
      });
      const ports = pids.flatMap(listenersOf);
      expect(ports.length).toBeGreaterThan(10);
      child.kill(signal);
      await once(child, 'exit');
      await vi.waitUntil(() => processes().length === 0, { timeout: 10_000, interval: 20 });
      await vi.waitUntil(async () => (await readdir(folder)).length === 0, {
        timeout: 10_000,
        interval: 20,
      });
      // A process is no longer in its folder a moment before the last of its threads lets go of its sockets.
      const left = () => listeners().filter((port) => ports.includes(port));
      await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    },
  );
});
