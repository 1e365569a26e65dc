/** Runs programs of the conformance suite in a WebContainer, each in an empty folder. */
import type { ContainerHost } from '../host.ts';
import type { ContainerProcess } from '../process.ts';
import { difference } from './compare.ts';
import type { RecordedProgram } from './report.ts';

const ROOT = 'programs';
const RUNS = 'runs';
/** Opens so many ports that are free, prints them, and lets go of them. */
const PORTS = `
import { createServer } from 'node:net';
const open = () => new Promise((done) => { const s = createServer().listen(0, () => done(s)); });
const servers = await Promise.all(Array.from({ length: Number(process.argv[2]) }, open));
console.log(servers.map((server) => server.address().port).join(' '));
for (const server of servers) server.close();
`;
/** Waits until something listens on each of these ports. */
const LISTENING = `
import { connect } from 'node:net';
const up = (port) => new Promise((done) => {
  const socket = connect(port, 'localhost', () => { socket.destroy(); done(true); });
  socket.once('error', () => done(false));
});
for (const port of process.argv.slice(2))
  while (!(await up(Number(port)))) await new Promise((done) => setTimeout(done, 20));
`;

const TOOLS = {
  // Files that neither import nor export are modules, too, as they were when they were recorded.
  [`${ROOT}/package.json`]: '{ "type": "module" }',
  'tools/ports.mjs': PORTS,
  'tools/listening.mjs': LISTENING,
};

const pathOf = (file: string): string => `${ROOT}/${file}`;

/**
 * Writes the programs' files, before any of them runs.
 * @returns as many ports as they have processes, that nothing uses
 */
export async function writePrograms(
  host: ContainerHost,
  programs: readonly RecordedProgram[],
): Promise<string[]> {
  await host.write(TOOLS);
  for (const { files } of programs) {
    await host.write(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [pathOf(path), text])),
    );
  }
  return freePorts(
    host,
    programs.reduce((sum, { processes }) => sum + Object.keys(processes).length, 0),
  );
}

/** So many ports that nothing uses. */
export async function freePorts(host: ContainerHost, count: number): Promise<string[]> {
  return (await printed(host, ['tools/ports.mjs', String(count)])).trim().split(' ');
}

/**
 * Runs one program.
 * @param ports as many as it has processes, that nothing uses
 * @param folder name of a new one that it runs in
 * @returns what it did wrong, in words; undefined when nothing
 */
export async function runProgram(
  host: ContainerHost,
  program: RecordedProgram,
  ports: readonly string[],
  folder: string,
): Promise<string | undefined> {
  const ids = Object.keys(program.processes);
  const env: Record<string, string> = { TZ: 'UTC', LANG: 'en_US.UTF-8' };
  for (const [i, id] of ids.entries())
    env[`${id.toUpperCase().replaceAll('-', '_')}_URL`] = `http://localhost:${ports[i]}`;
  const cwd = `${RUNS}/${folder}`;
  await host.folder(cwd);
  const text: Record<string, string> = {};
  const started: ContainerProcess[] = [];
  const start = async (id: string): Promise<ContainerProcess> => {
    const process = await host.run({
      command: 'node',
      args: ['--no-warnings', `../../${pathOf(program.processes[id] ?? '')}`],
      env: { ...env, PORT: ports[ids.indexOf(id)] ?? '' },
      cwd,
    });
    started.push(process);
    text[id] = '';
    process.onOutput((_, piece) => (text[id] += piece));
    return process;
  };
  try {
    const others = ids.filter((id) => id !== 'main');
    await Promise.all(others.map(start));
    if (others.length > 0) {
      const theirs = others.map((id) => ports[ids.indexOf(id)] ?? '');
      await printed(host, ['tools/listening.mjs', ...theirs]);
    }
    const main = await start('main');
    const { code } = await main.exit;
    // Lines of the others travel by themselves, and may still be on their way.
    await Promise.all(started.filter((one) => one !== main).map((one) => one.kill('SIGKILL')));
    await Promise.all(started.map((one) => one.exit));
    return difference(program, { text, code });
  } finally {
    await Promise.all(started.map((one) => one.kill('SIGKILL')));
  }
}

/** What a process prints until it ends. @throws Error with that, when it does not end well */
export async function printed(
  host: ContainerHost,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const process = await host.spawn({ args, env });
  let text = '';
  process.onOutput((_, piece) => (text += piece));
  const { code } = await process.exit;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(code)}: ${text}`);
  return text;
}
