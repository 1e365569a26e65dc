/** What the WebContainer engine builds on, one question each. */
import type { ContainerHost } from '../host.ts';
import type { ContainerProcess } from '../process.ts';
import { printed } from './program.ts';
import type { CheckItem } from './report.ts';

export interface ContractCheck extends CheckItem {
  /** Resolves with what was found, for the report. @throws Error that says what is wrong */
  readonly run: (host: ContainerHost) => Promise<string | undefined>;
}

const FILES = {
  'check/version.mjs': `
    console.log(JSON.stringify({ node: process.version, platform: process.platform + ' ' + process.arch,
      typescript: String(process.features.typescript ?? false), v8: process.versions.v8 ?? '' }));`,
  'check/typed.ts': `
    import { twice, type Pair } from './typed-part.ts';
    const pair: Pair<number> = [1, twice(1)];
    console.log(pair.join(' '));`,
  'check/typed-part.ts': `
    export type Pair<T> = readonly [T, T];
    export const twice = (n: number): number => n * 2;`,
  'check/first.mjs': `globalThis.first = [process.env.WHO, process.argv[1]?.endsWith('second.mjs')];`,
  'check/second.mjs': `console.log(JSON.stringify(globalThis.first ?? null), process.argv.slice(2).join(' '));`,
  'check/names.mjs': `
    import dns from 'node:dns';
    const { lookup } = dns;
    dns.lookup = (name, ...rest) => lookup.call(dns, name === 'db' ? 'localhost' : name, ...rest);`,
  'check/ask.mjs': `
    import http from 'node:http';
    const [port, name] = process.argv.slice(2);
    const wanted = http.get({ host: name, port, path: '/', agent: false }, (answer) => {
      answer.setEncoding('utf8').on('data', (text) => console.log(answer.statusCode + ' ' + text));
    });
    wanted.on('error', (error) => console.log(error.code));
    wanted.setTimeout(3000, () => { console.log('SILENT'); process.exit(); });`,
  'check/server.mjs': `
    import http from 'node:http';
    const server = http.createServer((request, response) => response.end(process.env.WORD));
    server.on('error', (error) => { console.log(error.code); process.exit(1); });
    server.listen(Number(process.argv[2]), () => console.log('port ' + server.address().port));`,
  'check/text.mjs': `
    for (let i = 0; i < 2000; i++) console.log('\\x1e{"n":' + i + ',"pad":"' + 'x'.repeat(80) + '"}');`,
  'check/letters.mjs': `console.log('grüße, 世界, 🚀'); console.error('on the other stream');`,
  'check/poll.mjs': `
    import { readFileSync } from 'node:fs';
    let seen = '';
    setInterval(() => {
      const now = readFileSync('check/control.json', 'utf8');
      if (now === seen || now === '') return;
      seen = now;
      console.log('rev ' + JSON.parse(now).rev);
      if (JSON.parse(now).rev === 3) process.exit();
    }, 50);`,
  'package.json': '{ "name": "lab", "private": true, "type": "module" }',
  'check/package/package.json':
    '{ "name": "a-package", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'check/package/index.js': `export const word = 'installed';`,
  'check/use-package.mjs': `import { word } from 'a-package'; console.log(word);`,
};

export const CONTRACT_CHECKS: readonly ContractCheck[] = [
  {
    id: 'contract/files',
    title: 'Files are written, and Node starts',
    async run(host) {
      await host.write(FILES);
      return runtimeWords(await runtimeOf(host));
    },
  },
  {
    id: 'contract/types',
    title: 'Node strips types, imports by .ts names included',
    run: async (host) => same(await printed(host, ['--no-warnings', 'check/typed.ts']), '1 2\n'),
  },
  {
    id: 'contract/preload',
    title: 'What `--import` names runs first, with its environment and arguments',
    run: async (host) =>
      same(
        await printed(host, ['--import', './check/first.mjs', 'check/second.mjs', 'a', 'b c'], {
          WHO: 'me',
        }),
        '["me",true] a b c\n',
      ),
  },
  {
    id: 'contract/localhost',
    title: 'Processes reach each other at localhost, and by a name that a preload resolves',
    run: (host) =>
      withServer(host, '0', 'hello', async (port) => {
        const plain = await printed(host, ['check/ask.mjs', port, 'localhost']);
        const named = await printed(host, [
          '--import',
          './check/names.mjs',
          'check/ask.mjs',
          port,
          'db',
        ]);
        return same(plain + named, '200 hello\n200 hello\n');
      }),
  },
  {
    id: 'contract/kill',
    title: 'A process that is killed ends, and its port refuses',
    async run(host) {
      const { process, port } = await server(host, '0', 'mortal');
      const began = performance.now();
      await process.kill('SIGKILL');
      const ms = Math.round(performance.now() - began);
      same(await printed(host, ['check/ask.mjs', port, 'localhost']), 'ECONNREFUSED\n');
      return `ended ${String(ms)} ms after the kill`;
    },
  },
  {
    id: 'contract/restart',
    title: 'The same port opens again, three times over',
    async run(host) {
      const first = await server(host, '0', 'one');
      await first.process.kill('SIGKILL');
      for (const word of ['two', 'three', 'four']) {
        await withServer(host, first.port, word, async (port) =>
          same(await printed(host, ['check/ask.mjs', port, 'localhost']), `200 ${word}\n`),
        );
      }
      return undefined;
    },
  },
  {
    id: 'contract/output',
    title: 'Two thousand control lines come whole and in order',
    async run(host) {
      const text = await printed(host, ['check/text.mjs']);
      const expected = Array.from(
        { length: 2000 },
        (_, i) => `\x1e{"n":${String(i)},"pad":"${'x'.repeat(80)}"}\n`,
      ).join('');
      if (text === expected) return undefined;
      const at = [...expected].findIndex((letter, i) => letter !== text[i]);
      throw new Error(
        `They differ at character ${String(at)}: ${JSON.stringify(text.slice(at, at + 40))}`,
      );
    },
  },
  {
    id: 'contract/letters',
    title: 'Letters of every alphabet come whole, and both streams come',
    async run(host) {
      const text = await printed(host, ['check/letters.mjs']);
      const lines = text.trim().split('\n').sort();
      return same(lines.join('\n'), 'grüße, 世界, 🚀\non the other stream');
    },
  },
  {
    id: 'contract/control',
    title: 'A process sees within half a second what is written to a file that it polls',
    async run(host) {
      await host.write({ 'check/control.json': '{"rev":0}' });
      const process = await host.spawn({ args: ['check/poll.mjs'], env: {} });
      const times: number[] = [];
      try {
        const heard = hear(process);
        await heard('rev 0');
        for (const rev of [1, 2, 3]) {
          const began = performance.now();
          await host.write({ 'check/control.json': JSON.stringify({ rev }) });
          await heard(`rev ${String(rev)}`);
          times.push(Math.round(performance.now() - began));
        }
      } finally {
        await process.kill('SIGKILL');
      }
      if (Math.max(...times) > 500) throw new Error(`It took ${times.join(', ')} ms.`);
      return `${times.join(', ')} ms`;
    },
  },
  {
    id: 'contract/shell',
    title: 'A shell runs commands in the lab’s folder',
    run: (host) =>
      withShell(host, async (type, heard) => {
        type('node check/second.mjs from the shell\r');
        await heard('null from the shell');
        return undefined;
      }),
  },
  {
    id: 'contract/npm',
    title: '`npm install` puts a package where the lab finds it',
    async run(host) {
      await withShell(host, async (type, heard) => {
        type('npm install ./check/package --no-audit --no-fund && echo it is "the"re\r');
        await heard('it is there');
        return undefined;
      });
      return same(await printed(host, ['check/use-package.mjs']), 'installed\n');
    },
  },
];

/** What the runtime says of itself; `contract/files` has written the file. */
export async function runtimeOf(host: ContainerHost): Promise<Record<string, string>> {
  return JSON.parse(await printed(host, ['check/version.mjs'])) as Record<string, string>;
}

const runtimeWords = (runtime: Readonly<Record<string, string>>): string =>
  Object.entries(runtime)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function same(got: string, expected: string): undefined {
  if (got !== expected)
    throw new Error(`It printed ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}.`);
}

async function server(
  host: ContainerHost,
  port: string,
  word: string,
): Promise<{ process: ContainerProcess; port: string }> {
  const process = await host.spawn({ args: ['check/server.mjs', port], env: { WORD: word } });
  const line = await hear(process)('\n');
  const [, found] = /port (\d+)/.exec(line) ?? [];
  if (found === undefined) throw new Error(`A server on port ${port} said: ${line}`);
  return { process, port: found };
}

async function withServer<T>(
  host: ContainerHost,
  port: string,
  word: string,
  act: (port: string) => Promise<T>,
): Promise<T> {
  const started = await server(host, port, word);
  try {
    return await act(started.port);
  } finally {
    await started.process.kill('SIGKILL');
  }
}

async function withShell<T>(
  host: ContainerHost,
  act: (type: (text: string) => void, heard: (text: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  const shell = await host.shell({ cols: 80, rows: 24 });
  try {
    return await act((text) => shell.write(text), hear(shell));
  } finally {
    await shell.kill('SIGKILL');
  }
}

/**
 * Listens to a process from now on.
 * @returns waits until it has written a text, and gives all that it wrote; fails when it ends before
 */
function hear(process: ContainerProcess): (text: string) => Promise<string> {
  let all = '';
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of [...waiting]) one();
  };
  process.onOutput((_, text) => {
    all += text;
    look();
  });
  let over = false;
  void process.exit.then(() => {
    over = true;
    look();
  });
  return (text) =>
    new Promise((resolve, reject) => {
      const one = (): void => {
        if (!all.includes(text) && !over) return;
        waiting.delete(one);
        if (all.includes(text)) resolve(all);
        else reject(new Error(`It ended without writing ${JSON.stringify(text)}, but: ${all}`));
      };
      waiting.add(one);
      one();
    });
}
