/**
 * `npm run lab`: a lab on this computer, every machine a Node process.
 * What it does and takes is in `USAGE`.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDrill, handedIn, readFolder } from '../src/cli/handed-in.ts';
import { readLab } from '../src/cli/lab-files.ts';
import { verdictLines } from '../src/cli/verdict.ts';
import { ATTACHED_META } from '../src/engine/node/attach-messages.ts';
import { attachServer } from '../src/engine/node/attach-server.ts';
import { localEngine } from '../src/engine/node/local-host.ts';
import { runDrill } from '../src/lab/drill.ts';
import { overlay } from '../src/lab/files.ts';
import { samplePathOf } from '../src/lab/sample-path.ts';
import { folderName, folderOf } from '../src/workbench/folder/folder.ts';
import { dist, ensureBuilt } from './build.ts';
import { root } from './run.ts';
import { serve, type SiteServer } from './serve.ts';

const USAGE = `npm run lab -- <stage> [options]

Runs a lab on real Node, each machine a process of this computer.

  npm run lab -- load-balancer                     opens the lab's page at http://localhost:4180
  npm run lab -- load-balancer --port 8000         on another port
  npm run lab -- load-balancer --drill dead-mail   runs a drill without a page and says the verdict
      --files my-lab                                 with the services of this folder
      --solution fall-and-rise                       with a known solution
      --cheat never-probe                            with a known cheat
      --seed 3                                       with other random numbers for the load
  npm run lab -- load-balancer --eject my-lab      writes a folder that runs with Node alone

Exit code: 0 well, or the drill is passed; 1 the drill is not passed; 2 it could not be done.`;

/** The first port that is tried for the page. */
const PORT = 4180;

const OPTIONS = {
  port: { type: 'string' },
  drill: { type: 'string' },
  files: { type: 'string' },
  solution: { type: 'string' },
  cheat: { type: 'string' },
  seed: { type: 'string' },
  eject: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** What was asked for cannot be done: the words are for who asked. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const [stage, ...more] = positionals;
  if (stage === undefined) throw new UsageError(`Which stage?\n\n${USAGE}`);
  if (more.length > 0) throw new UsageError(`"${more.join(' ')}" is too much: one stage.`);
  if (values.eject !== undefined) return eject(stage, values.eject, values);
  if (values.drill !== undefined) return drill(stage, values.drill, values);
  for (const name of ['files', 'solution', 'cheat', 'seed'] as const) {
    if (values[name] !== undefined) throw new UsageError(`--${name} goes with --drill.`);
  }
  return page(stage, values.port);
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

async function drill(stage: string, id: string, values: Values): Promise<number> {
  const chosen = (['files', 'solution', 'cheat'] as const).filter((name) => values[name]);
  if (chosen.length > 1) throw new UsageError(`One of --${chosen.join(' and --')}, not both.`);
  const seed = Number(values.seed ?? 1);
  if (!Number.isInteger(seed) || seed < 1)
    throw new UsageError(`--seed ${String(values.seed)}: give a whole number from 1.`);
  const { lab, files } = await readLab(stage);
  const which = findDrill(lab, id);
  const attempt = await handedIn(lab, files, which, values);
  const { until } = which.scenario;
  console.log(`${which.title}\n${which.brief}\n`);
  console.log(`On real processes it takes ${Math.ceil(until / 1000) + 1} s.\n`);
  const verdict = await runDrill(localEngine, lab, files.start, which, attempt, {
    seed,
    signal: interrupted.signal,
  });
  console.log(verdictLines(verdict).join('\n'));
  return verdict.passed ? 0 : 1;
}

async function eject(stage: string, folder: string, values: Values): Promise<number> {
  const { lab, files } = await readLab(stage);
  const own = values.files === undefined ? undefined : await readFolder(lab, values.files);
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`--eject ${folder}: ${error.message}`);
  });
  if (there.length > 0)
    throw new UsageError(`--eject ${folder}: the folder is not empty. Name a new one.`);
  const text = (path: string) => readFile(join(root, path), 'utf8');
  const parts = {
    lab,
    files: overlay(files.start, own),
    changed: Object.keys(own ?? {}).filter((path) => own?.[path] !== files.start[path]),
    samplePath: samplePathOf(lab),
  };
  const written = folderOf(parts, {
    hosts: await text('src/engine/hosts.mjs'),
    start: await text('src/workbench/folder/template/start.mjs'),
  });
  for (const [path, content] of Object.entries(written)) {
    const target = join(folder, path.slice(folderName(lab).length + 1));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  console.log(`${lab.title} is in ${resolve(folder)}. Start it there: node start.mjs`);
  return 0;
}

async function page(stage: string, asked: string | undefined): Promise<number> {
  const { lab } = await readLab(stage);
  const port = asked === undefined ? PORT : Number(asked);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new UsageError(`--port ${String(asked)}: a port is a whole number from 0 to 65535.`);
  const { ok } = await ensureBuilt({ show: true });
  if (!ok) throw new UsageError('\nThe site did not build; the error is above.');
  let site: SiteServer | undefined;
  const attached = attachServer(localEngine, () => site?.port ?? 0);
  const content = JSON.stringify(attached.attached).replaceAll('"', '&quot;');
  try {
    site = await serve(dist, {
      port,
      tries: asked === undefined ? 20 : 0,
      answer: (request, response) => attached.answer(request, response),
      head: `<meta name="${ATTACHED_META}" content="${content}">`,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UsageError(`Port ${port} is taken. Try: npm run lab -- ${stage} --port 0`);
  }
  console.log(
    `\n${lab.title}, on this computer: ${site.url}/labs/${stage}/\n` +
      'Its machines are processes of Node while the page is open. (Ctrl-C stops everything)\n',
  );
  await new Promise((done) => interrupted.signal.addEventListener('abort', done, { once: true }));
  await attached.close();
  await site.close();
  return 0;
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interrupted.abort(new UsageError('Stopped.')));
}
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
