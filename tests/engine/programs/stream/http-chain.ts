// `req.pipe(transform).pipe(res)`, and the same by `pipeline`.
import http from 'node:http';
import { pipeline, Readable, Transform } from 'node:stream';
import { pipeline as whole } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

const upper = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, String(chunk).toUpperCase());
    },
  });
const server = http.createServer((req, res) => {
  if (req.url === '/pipe') req.pipe(upper()).pipe(res);
  else if (req.url === '/callback')
    pipeline(req, upper(), res, (error) => console.log('callback', error ?? null));
  else
    void whole(req, upper(), res).then(() => console.log('promise', req.complete, res.writableEnded));
});
server.listen(Number(process.env['PORT']), async () => {
  for (const path of ['/pipe', '/callback', '/promise']) {
    const said = await new Promise<string>((resolve, reject) => {
      const asked = http.request({ port: process.env['PORT'], method: 'POST', path }, (answer) =>
        text(answer).then(resolve, reject),
      );
      pipeline(Readable.from(['some ', 'words ', 'here']), asked, (error) =>
        console.log('sent', path, error ?? null),
      );
    });
    console.log(path, said);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  server.close();
});
