import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'program-'));
const file = join(home, 'f');
writeFileSync(file, 'aé€😀'.repeat(1000) + '\n');

const parts = [];
const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 7 });
for (const name of ['open', 'ready', 'end', 'close']) stream.on(name, () => parts.push(name));
let text = '';
stream.on('data', (part) => (text += part));
await once(stream, 'close');
console.log(parts, text === 'aé€😀'.repeat(1000) + '\n', stream.bytesRead, stream.path === file);

let sizes = [];
for await (const part of createReadStream(file)) sizes.push(part.length);
console.log(sizes);
let slice = '';
for await (const part of createReadStream(file, { start: 10, end: 19 })) slice += part.toString('hex');
console.log(slice);
for await (const part of createReadStream(file, { highWaterMark: 4 })) {
  console.log(part.length);
  break;
}
const missing = createReadStream(join(home, 'none'));
missing.on('close', () => console.log('closed'));
const [error] = await once(missing, 'error');
console.log(error.code, error.syscall);
try {
  for await (const part of createReadStream(join(home, 'none'))) console.log(part);
} catch (error) {
  console.log('caught', error.code);
}
const handle = await open(file);
sizes = [];
for await (const part of handle.createReadStream({ highWaterMark: 5000 })) sizes.push(part.length);
console.log(sizes);

const slow = createReadStream(file, { highWaterMark: 4000 });
let seen = 0;
slow.on('data', (part) => {
  seen += part.length;
  slow.pause();
  setTimeout(() => slow.resume(), 10);
});
await once(slow, 'end');
console.log(seen, slow.readableEnded);
rmSync(home, { recursive: true });
