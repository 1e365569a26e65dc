// A transform between two streams, with what each callback sees and in which order.
import { Readable, Transform, Writable } from 'node:stream';

const upper = new Transform({
  transform(chunk: Buffer, encoding, done) {
    console.log('transform', Buffer.isBuffer(chunk), encoding, String(chunk));
    done(null, String(chunk).toUpperCase());
  },
  flush(done) {
    console.log('flush');
    done(null, '!');
  },
});
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    console.log('write', String(chunk));
    setTimeout(done, 40);
  },
  final(done) {
    console.log('final');
    done();
  },
});
for (const event of ['pipe', 'unpipe', 'drain', 'finish', 'close'])
  sink.on(event, () => console.log('sink', event));
for (const event of ['end', 'finish', 'close']) upper.on(event, () => console.log('upper', event));
Readable.from(['one ', 'two ', 'three']).pipe(upper).pipe(sink);
console.log('piped');
