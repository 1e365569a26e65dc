// Corking, `writev`, high water marks, and derived classes.
import { Writable } from 'node:stream';

class Log extends Writable {
  constructor() {
    super({ highWaterMark: 8 });
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    console.log('one', String(chunk));
    setTimeout(done, 40);
  }
  override _writev(all: { chunk: Buffer }[], done: () => void): void {
    console.log('many', all.map(({ chunk }) => String(chunk)).join('|'));
    setTimeout(done, 40);
  }
}
const log = new Log();
log.on('drain', () => {
  console.log('drain', log.writableLength, log.writableNeedDrain);
  log.end('last', () => console.log('ended', log.writableFinished));
});
console.log(log.write('abc'), log.writableLength, log.writableHighWaterMark);
log.cork();
console.log(log.write('def'), log.writableCorked);
console.log(log.write('ghij'), log.writableNeedDrain);
log.uncork();
log.on('finish', () => console.log('finish'));
log.on('close', () => console.log('close', log.writable));
console.log(new Writable().writableHighWaterMark, new Writable({ objectMode: true }).writableHighWaterMark);
