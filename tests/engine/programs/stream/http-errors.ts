// A transform that fails in the middle of an answer, and a client that goes away.
import http from 'node:http';
import { pipeline, Readable, Transform, finished } from 'node:stream';

const server = http.createServer((req, res) => {
  if (req.url === '/fails') {
    let parts = 0;
    const failing = new Transform({
      transform(chunk, _encoding, done) {
        if (++parts === 2) done(new Error('the second part is bad'));
        else done(null, chunk);
      },
    });
    const source = Readable.from(
      (async function* () {
        for (const part of ['one', 'two', 'three']) {
          yield part;
          await new Promise((resolve) => setTimeout(resolve, 40));
        }
      })(),
    );
    pipeline(source, failing, res, (error) => {
      const facts = [error?.message, failing.destroyed, res.destroyed, source.destroyed];
      // Releases of Node differ in whether it is told before the streams have closed.
      setTimeout(() => console.log('pipeline', ...facts), 100);
    });
    return;
  }
  finished(res, (error) => console.log('finished', error?.message, error?.['code']));
  res.write('begin');
});
server.listen(Number(process.env['PORT']), () => {
  const first = http.get({ port: process.env['PORT'], path: '/fails' }, (answer) => {
    answer.on('data', (part: Buffer) => console.log('data', String(part)));
    answer.on('error', (error: Error & { code: string }) => {
      console.log('answer', error.message, error.code, answer.complete);
    });
    answer.on('close', () => {
      const second = http.get({ port: process.env['PORT'], path: '/gone' }, (response) => {
        response.once('data', () => {
          response.destroy();
          setTimeout(() => server.close(), 300);
        });
        response.on('error', () => {});
      });
      second.on('error', () => {});
    });
  });
  first.on('error', (error) => console.log('first', error.message));
});
