// Files through transforms.
import fs from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

fs.writeFileSync('in.txt', 'line one\nline two\n'.repeat(5000));
let parts = 0;
const number = new Transform({
  transform(chunk: Buffer, _encoding, done) {
    parts++;
    done(null, String(chunk).replaceAll('line', 'LINE'));
  },
});
await pipeline(fs.createReadStream('in.txt'), number, fs.createWriteStream('out.txt'));
const out = fs.readFileSync('out.txt', 'utf8');
console.log(parts, out.length, out.slice(0, 18), out.includes('line'));
try {
  await pipeline(fs.createReadStream('none.txt'), fs.createWriteStream('other.txt'));
} catch (error) {
  console.log(error.code, error.syscall);
}
fs.unlinkSync('in.txt');
fs.unlinkSync('out.txt');
fs.rmSync('other.txt', { force: true });
console.log(await new Promise((resolve) => fs.writeFile('a', 'x', resolve)));
console.log(await fs.createReadStream('a', 'utf8').toArray());
fs.unlinkSync('a');
