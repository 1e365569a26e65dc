/**
 * The services are plain Node programs: each lab starts on real Node processes over loopback, as
 * given and with a solution, and answers.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readLab } from '../../src/cli/lab-files.ts';
import type { Files } from '../../src/engine/contract.ts';
import { findOverlay, overlay } from '../../src/lab/files.ts';
import type { LabMachine } from '../../src/lab/manifest.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

interface Running {
  readonly url: (machine: string) => string;
  readonly kill: (machine: string) => void;
  /** What a machine has written so far. */
  readonly output: (machine: string) => string;
}

/** Starts every machine as a process of its own, with its neighbours' real addresses in its environment. */
async function start(machines: readonly LabMachine[], files: Files): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const ports = new Map<string, number>();
  for (const { id } of machines) ports.set(id, await freePort());
  const url = (id: string) => `http://127.0.0.1:${ports.get(id)}`;
  const local = (value: string) =>
    value.replace(/http:\/\/([a-z0-9-]+):8080/g, (_, id: string) => url(id));
  const outputs = new Map<string, string>();
  const byId = new Map<string, ChildProcess>();
  await Promise.all(
    machines.map(({ id, entry, env = {}, cores = 1 }) => {
      const own = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, local(value)]),
      );
      const child = spawn(process.execPath, [join(folder, entry)], {
        env: {
          ...own,
          PORT: String(ports.get(id)),
          HOST_NAME: id,
          CORES: String(cores),
          CPU_SPEED: '1',
        },
      });
      children.push(child);
      byId.set(id, child);
      return new Promise<void>((up, failed) => {
        const hear = (chunk: Buffer) => {
          outputs.set(id, (outputs.get(id) ?? '') + chunk.toString());
          up();
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('exit', (code) =>
          failed(new Error(`${id} ended with ${code}: ${outputs.get(id)}`)),
        );
      });
    }),
  );
  return {
    url,
    kill: (id) => byId.get(id)?.removeAllListeners('exit').kill('SIGKILL'),
    output: (id) => outputs.get(id) ?? '',
  };
}

async function json(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  expect(answer.ok).toBe(true);
  return answer.json();
}

it('load-balancer: pages and orders through three web servers', { timeout: 60_000 }, async () => {
  const { lab, files } = await readLab('load-balancer');
  const { url } = await start(lab.machines, files.start);
  const pages = await Promise.all(
    Array.from({ length: 12 }, (_, index) => json(`${url('lb')}/item/${index + 1}`)),
  );
  expect(new Set(pages.map((page) => (page as { by: string }).by)).size).toBe(3);
  expect(await json(`${url('lb')}/order/7`, { method: 'POST' })).toMatchObject({ order: '7' });
  expect(await json(`${url('lb')}/order/7`)).toMatchObject({ order: '7', times: 1 });
});

it(
  'load-balancer: the solution loses no page when web-2 is killed',
  { timeout: 60_000 },
  async () => {
    const { lab, files } = await readLab('load-balancer');
    const over = findOverlay(files, 'solution/fall-and-rise');
    const { url, kill, output } = await start(lab.machines, overlay(files.start, over));
    const ask = () => fetch(`${url('lb')}/item/1`).then((answer) => answer.status);
    await ask();
    kill('web-2');
    const until = Date.now() + 2500;
    const statuses = [];
    while (Date.now() < until) statuses.push(await ask());
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(output('lb')).toContain('is out');
  },
);

it('single-server: pages, records and the report', { timeout: 60_000 }, async () => {
  const { lab, files } = await readLab('single-server');
  const over = findOverlay(files, 'solution/handed-over');
  const { url, output } = await start(lab.machines, overlay(files.start, over));
  const html = await (await fetch(`${url('web')}/item/12`)).text();
  const record = await json(`${url('web')}/item/12`, { headers: { accept: 'application/json' } });
  expect(html).toContain('data-id="12"');
  expect(record).toMatchObject({ id: '12', name: 'Item no. 12' });
  expect(await json(`${url('dns')}/resolve/shop.example`)).toMatchObject({ ttlMs: 300_000 });

  // Pages come while the other process computes for 300 ms.
  const report = json(`${url('web')}/report?day=3&rows=300`);
  const begun = Date.now();
  await fetch(`${url('web')}/home`);
  const pageMs = Date.now() - begun;
  expect(await report).toMatchObject({ day: 3, rows: 300 });
  expect(pageMs).toBeLessThan(Date.now() - begun);
  expect(output('web')).toContain('\u001e{"gauge":{"cpu":');
});
