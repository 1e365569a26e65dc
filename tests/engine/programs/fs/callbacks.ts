import fs from 'node:fs';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = fs.mkdtempSync(join(tmpdir(), 'program-'));
const file = join(home, 'a');
fs.writeFile(file, 'hello', (error) => {
  console.log('written', error);
  fs.readFile(file, 'utf8', (error, text) => {
    console.log('read', error, text);
    fs.open(file, 'r+', (error, fd) => {
      console.log('open', error, typeof fd);
      fs.write(fd, 'J', 0, (error, count, text) => {
        console.log('write', error, count, text);
        fs.read(fd, Buffer.alloc(8), 0, 8, 0, (error, count, buffer) => {
          console.log('read', error, count, buffer.toString('utf8', 0, count));
          fs.fsync(fd, (error) => {
            console.log('fsync', error);
            fs.fstat(fd, (error, facts) => {
              console.log('fstat', error, facts.size);
              fs.close(fd, (error) => {
                console.log('close', error);
                rest();
              });
            });
          });
        });
      });
    });
  });
});

async function rest() {
  console.log(await promisify(fs.readFile)(file, 'utf8'));
  console.log(await promisify(fs.exists)(file));
  const fd = fs.openSync(file);
  const { bytesRead, buffer } = await promisify(fs.read)(fd, Buffer.alloc(3), 0, 3, 1);
  console.log(bytesRead, buffer.toString());
  fs.closeSync(fd);
  fs.exists(join(home, 'none'), (there) => {
    console.log('exists', there);
    fs.readFile(join(home, 'none'), (error, data) => {
      console.log(error.code, error.syscall, error.errno, data);
      fs.mkdir(join(home, 'x/y'), { recursive: true }, (error, first) => {
        console.log(error, first === join(home, 'x'));
        fs.rm(home, { recursive: true }, (error) => console.log('rm', error));
      });
    });
  });
}
try {
  fs.readFile(file);
} catch (error) {
  console.log(error.name, error.code, error.message);
}
try {
  fs.stat({}, () => {});
} catch (error) {
  console.log(error.name, error.code, error.message);
}
console.log('top level done');
