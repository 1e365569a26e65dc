// A writer that heeds `false` and `drain` gets everything through to a reader that pauses.
import http from 'node:http';

const PART = Buffer.alloc(256 * 1024, 'x');
const PARTS = 40;
const server = http.createServer((req, res) => {
  let left = PARTS;
  let waits = 0;
  const more = (): void => {
    while (left > 0) {
      left--;
      if (!res.write(PART)) {
        waits++;
        res.once('drain', more);
        return;
      }
    }
    console.log('had to wait', waits > 0);
    res.end();
  };
  more();
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    let bytes = 0;
    let pauses = 0;
    res.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes < (pauses + 1) * 2_000_000) return;
      pauses++;
      res.pause();
      setTimeout(() => res.resume(), 10);
    });
    res.on('end', () => {
      console.log('bytes', bytes === PART.length * PARTS, 'paused', pauses);
      server.close();
    });
  });
});
