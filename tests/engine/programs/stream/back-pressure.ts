// What reads slowly holds back what writes fast, through a request and its answer.
import http from 'node:http';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

let made = 0;
const server = http.createServer((req, res) => {
  const source = new Readable({
    highWaterMark: 16384,
    read() {
      made++;
      this.push(made > 100 ? null : Buffer.alloc(16384, made));
    },
  });
  source.pipe(res);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, async (answer) => {
    let bytes = 0;
    let most = 0;
    let waiting = 0;
    const slow = new Writable({
      highWaterMark: 16384,
      write(chunk: Buffer, _encoding, done) {
        waiting++;
        most = Math.max(most, waiting);
        bytes += chunk.length;
        setImmediate(() => {
          waiting--;
          done();
        });
      },
    });
    await pipeline(answer, slow);
    console.log(bytes, most, slow.writableFinished, answer.readableEnded);
    server.close();
  });
});
