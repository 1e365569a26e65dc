import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = await mkdtemp(join(tmpdir(), 'program-'));
const file = join(home, 'f');
const handle = await open(file, 'w+');
console.log(typeof handle.fd, handle.fd > 2);
console.log((await handle.write('hello world')).bytesWritten, (await handle.write(Buffer.from('J'), 0, 1, 0)).bytesWritten);
const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0);
console.log(bytesRead, buffer.toString());
const whole = await handle.read({ position: 6 });
console.log(whole.bytesRead, whole.buffer.length, whole.buffer.toString('utf8', 0, whole.bytesRead));
await handle.appendFile('!');
console.log(await handle.sync(), await handle.datasync(), (await handle.stat()).size);
await handle.truncate(5);
console.log(await readFile(file, 'utf8'), (await handle.stat()).isFile());
await handle.truncate(0);
await handle.writeFile('rest');
console.log(await readFile(file));
handle.on('close', () => console.log('closed event'));
console.log(await handle.close(), handle.fd, await handle.close());
for (const run of [() => handle.read(Buffer.alloc(1)), () => handle.write('x'), () => handle.stat(), () => handle.sync(), () => handle.readFile()])
  await run().catch((error) => console.log(error.name, error.code, error.message, error.syscall));
const again = await open(file, 'r');
console.log(await again.readFile('utf8'), await again.readFile('utf8'));
await again.write('x').catch((error) => console.log(error.code, error.syscall));
await again.close();
{
  await using third = await open(file, 'a');
  await third.writeFile(' and more');
  console.log(await readFile(file, 'utf8'));
}
console.log(await readFile(await open(file), 'utf8'));
await rm(home, { recursive: true });
