import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'program-'));
const file = join(home, 'f');
const out = createWriteStream(file);
const seen = [];
for (const name of ['open', 'ready', 'finish', 'close']) out.on(name, () => seen.push(name));
console.log(out.write('one '), out.write(Buffer.from('two '), () => seen.push('callback')));
out.end('three');
await once(out, 'close');
console.log(seen, readFileSync(file, 'utf8'), out.bytesWritten, out.writableFinished);

const more = createWriteStream(file, { flags: 'a', encoding: 'hex' });
more.end('21', () => console.log('ended'));
await once(more, 'finish');
console.log(readFileSync(file, 'utf8'));

const patch = createWriteStream(file, { flags: 'r+', start: 4 });
patch.end('TWO');
await once(patch, 'close');
console.log(readFileSync(file, 'utf8'));

const big = createWriteStream(join(home, 'big'), { highWaterMark: 1000 });
let drains = 0;
for (let i = 0; i < 20; i++) {
  if (!big.write('x'.repeat(300))) {
    await once(big, 'drain');
    drains++;
  }
}
big.end();
await once(big, 'finish');
console.log(readFileSync(join(home, 'big')).length, drains);

const copy = createReadStream(join(home, 'big')).pipe(createWriteStream(join(home, 'copy')));
await once(copy, 'close');
console.log(readFileSync(join(home, 'copy')).length);

const broken = createWriteStream(join(home, 'none/f'));
broken.write('lost', (error) => console.log('callback', error?.code));
const [error] = await once(broken, 'error');
console.log(error.code, error.syscall);
const late = createWriteStream(join(home, 'late'));
late.end('x');
late.on('error', (error) => console.log(error.code, error.message));
late.write('y', (error) => console.log(error.code));
await new Promise((resolve) => late.on('close', resolve));
rmSync(home, { recursive: true });
