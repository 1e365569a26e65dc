/** The lab that readers download: it is unpacked, started with Node, and answers through its machines. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readLab } from '../../src/cli/lab-files.ts';
import type { Files } from '../../src/engine/contract.ts';
import { zip } from '../../src/lib/zip.ts';
import { folderOf } from '../../src/workbench/folder/folder.ts';
import { TEMPLATES } from '../../src/workbench/folder/templates.ts';
import { unzip } from '../helpers/unzip.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** As Ctrl-C does; resolves when it has ended, and its machines with it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, () => server.close(() => done(true)));
  });
}

/** The first of so many free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (let first = 21_000 + (process.pid % 500) * 50; ; first += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
}

async function unpacked(stage: string, edits: Files = {}): Promise<string> {
  const { lab, files } = await readLab(stage);
  const archive = zip(
    folderOf(
      {
        lab,
        files: { ...files.start, ...edits },
        changed: Object.keys(edits),
        samplePath: '/',
      },
      TEMPLATES,
    ),
    new Date(),
  );
  const folder = await mkdtemp(join(tmpdir(), 'folder-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(unzip(archive))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return join(folder, `${stage}-lab`);
}

function start(folder: string, firstPort: number, ...machines: string[]) {
  const child = spawn(process.execPath, ['start.mjs', ...machines], {
    cwd: folder,
    env: { PATH: process.env.PATH, FIRST_PORT: String(firstPort) },
  });
  children.push(child);
  let said = '';
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return { child, said: () => said };
}

/** The answer, once there is a good one. */
async function ask(url: string): Promise<Response> {
  for (let left = 100; ; left -= 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true || (left === 0 && answer)) return answer;
    if (left === 0) throw new Error(`${url} does not answer.`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

describe('a downloaded lab', { timeout: 60_000 }, () => {
  it('answers through all its machines, the reader’s edits included, and ends as one', async () => {
    const { lab, files } = await readLab('load-balancer');
    const path = 'load-balancer/services/web.ts';
    const folder = await unpacked('load-balancer', {
      [path]: `${files.start[path]!}\nconsole.log('edited');\n`,
    });
    const port = await freePorts(lab.machines.length);
    const lb = `http://127.0.0.1:${port + lab.machines.findIndex(({ id }) => id === 'lb')}`;
    const { child, said } = start(folder, port);
    await ask(`${lb}/item/1`);
    const pages = await Promise.all(
      Array.from({ length: 12 }, async (_, i): Promise<unknown> =>
        (await fetch(`${lb}/item/${i + 1}`)).json(),
      ),
    );
    // From the load balancer over a web server to the database, called by their names.
    expect(pages).toContainEqual(expect.objectContaining({ by: 'web-2' }));
    expect(said()).toMatch(/^web-2 +edited$/m);
    expect(said()).not.toContain('\u001e');
    await end(child);
    await expect(fetch(`${lb}/item/1`)).rejects.toThrow();
  });

  it('has names for machines that programs make up at run time', async () => {
    const { lab } = await readLab('cdn');
    const folder = await unpacked('cdn');
    const port = await freePorts(lab.machines.length);
    start(folder, port);
    const url = (id: string) =>
      `http://127.0.0.1:${port + lab.machines.findIndex((machine) => machine.id === id)}`;
    await ask(`${url('edge-eu')}/`);
    // The origin knows its edges by name alone.
    const purged = await fetch(`${url('origin')}/purge?path=/`, { method: 'POST' });
    expect(await purged.json()).toMatchObject({ 'edge-eu': 'forgot' });
  });

  it('starts one machine alone', async () => {
    const { lab } = await readLab('load-balancer');
    const folder = await unpacked('load-balancer');
    const port = await freePorts(lab.machines.length);
    const { said } = start(folder, port, 'db');
    const db = lab.machines.findIndex(({ id }) => id === 'db');
    expect((await ask(`http://127.0.0.1:${port + db}/items/1`)).status).toBe(200);
    expect(said()).toContain('db');
    expect(said()).not.toContain('web-1');
  });

  it('says what is wrong when asked for what is not there', async () => {
    const folder = await unpacked('load-balancer');
    const { child, said } = start(folder, 30_000, 'web-9');
    const code = await new Promise((done) => child.once('exit', done));
    expect(code).toBe(1);
    expect(said()).toMatch(/There is no machine web-9\. There are: .*web-1/);
  });
});

it('its README names every machine, its address, its program and how it starts alone', async () => {
  const { lab, files } = await readLab('scale-out');
  const folder = folderOf(
    { lab, files: files.start, changed: [], samplePath: '/page/1' },
    TEMPLATES,
  );
  const text = folder['scale-out-lab/README.md'] ?? '';
  lab.machines.forEach(({ id, entry }, index) => {
    expect(text).toContain(
      `http://127.0.0.1:${8081 + index} | \`${entry}\` | \`node start.mjs ${id}\``,
    );
  });
  const standby = lab.machines.filter(({ autostart }) => autostart === false);
  expect(standby).not.toHaveLength(0);
  for (const { id } of standby) expect(text).toMatch(new RegExp(`Not started.*${id}`));
});
