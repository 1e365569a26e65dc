// Open files: where they stand, what they may do, and that they outlive their name.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = fs.mkdtempSync(join(tmpdir(), 'program-'));
const file = join(home, 'f');
fs.writeFileSync(file, '0123456789');
const why = (run) => {
  try {
    return run();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
const part = (fd, ...args) => {
  const buffer = Buffer.alloc(4, '.');
  return [fs.readSync(fd, buffer, ...args), buffer.toString()];
};
const r = fs.openSync(file, 'r');
const rw = fs.openSync(file, 'r+');
const a = fs.openSync(file, 'a');
console.log(part(r), part(r), part(r), part(r));
console.log(part(r, 0, 4, 2), part(r, 1, 2, 0), part(r, { position: 5, length: 1, offset: 3 }), part(r, 0, 4, 100));
console.log(fs.writeSync(rw, 'ab'), fs.writeSync(rw, Buffer.from('wxyz'), 1, 2), fs.writeSync(rw, 'END', 20));
console.log(fs.readFileSync(file, 'latin1').replaceAll('\0', '_'));
console.log(fs.writeSync(a, '!', 0), fs.readFileSync(file, 'latin1').replaceAll('\0', '_'));
console.log(fs.readFileSync(rw, 'latin1').replaceAll('\0', '_'));
console.log(why(() => fs.writeSync(r, 'x')), why(() => fs.readSync(a, Buffer.alloc(1))), why(() => fs.ftruncateSync(r, 1)));
console.log(why(() => fs.writeSync(rw, 5)), why(() => fs.readSync(r)), why(() => fs.readSync(r, Buffer.alloc(2), 0, 9)));
fs.ftruncateSync(rw, 3);
console.log(fs.readFileSync(file, 'utf8'), fs.fstatSync(r).size);
fs.unlinkSync(file);
console.log(fs.existsSync(file), fs.fstatSync(rw).size, fs.fstatSync(rw).nlink, part(r, 0, 4, 0));
fs.writeFileSync(file, 'another');
console.log(fs.readFileSync(file, 'utf8'), part(r, 0, 4, 0));
for (const fd of [r, rw, a]) fs.closeSync(fd);
console.log(why(() => fs.closeSync(r)), why(() => fs.writeSync(rw, 'x')));
const folder = fs.openSync(home, 'r');
console.log(fs.fsyncSync(folder), fs.fstatSync(folder).isDirectory(), why(() => fs.readSync(folder, Buffer.alloc(1))));
fs.closeSync(folder);
const excl = fs.openSync(join(home, 'lock'), fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_WRONLY, 0o600);
console.log(why(() => fs.openSync(join(home, 'lock'), 'wx')).replaceAll(home, '~'), (fs.statSync(join(home, 'lock')).mode & 0o777).toString(8));
fs.closeSync(excl);
fs.writeSync(1, 'to standard output\n');
fs.rmSync(home, { recursive: true });
