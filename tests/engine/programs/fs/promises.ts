import { appendFile, access, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { promises } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = await mkdtemp(join(tmpdir(), 'program-'));
const at = (name) => join(home, name);
await writeFile(at('a'), 'first');
await appendFile(at('a'), ' second');
console.log(await readFile(at('a'), 'utf8'), await readFile(at('a')));
await mkdir(at('deep/er/est'), { recursive: true });
await writeFile(at('deep/er/b'), Buffer.from([1, 2, 3]));
console.log((await readdir(home)).sort(), (await readdir(home, { recursive: true })).sort());
const entries = await readdir(home, { withFileTypes: true });
console.log(entries.map((e) => [e.name, e.isFile(), e.isDirectory(), e.parentPath === home]).sort());
await rename(at('a'), at('deep/a'));
await copyFile(at('deep/a'), at('c'));
await truncate(at('c'), 5);
console.log(await readFile(at('c'), { encoding: 'utf8' }));
console.log(await access(at('c')), await unlink(at('c')));
const facts = await stat(at('deep/er/b'));
console.log(facts.size, facts.isFile(), facts.isDirectory(), facts.mtime instanceof Date, facts.nlink);
console.log((await stat(at('deep'))).isDirectory());
console.log(promises.readFile === readFile);
for (const [name, run] of Object.entries({
  missing: () => readFile(at('none')),
  gone: () => access(at('c')),
  folder: () => readFile(at('deep')),
  full: () => rm(at('deep')),
  wrong: () => readFile(undefined),
  data: () => writeFile(at('x'), 5),
  aborted: () => readFile(at('deep/a'), { signal: AbortSignal.abort() }),
})) {
  await run().then(
    () => console.log(name, 'worked'),
    (error) => console.log(name, error.name, error.code, error.message.replaceAll(home, '~'), error.syscall),
  );
}
await Promise.all(['p', 'q', 'r'].map((name) => writeFile(at(name), name.repeat(3))));
console.log((await Promise.all(['p', 'q', 'r'].map((name) => readFile(at(name), 'utf8')))).join());
await rm(home, { recursive: true, force: true });
await rm(home, { recursive: true, force: true });
console.log(await stat(home).catch((error) => error.code));
