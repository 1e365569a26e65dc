// Transforms in the middle of a request know whose it is.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const als = new AsyncLocalStorage<string>();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const server = http.createServer((req, res) => {
  void als.run(req.url!, async () => {
    const parts = async function* (): AsyncGenerator<string> {
      for (const part of ['x', 'y']) {
        await wait(40);
        yield `${part}${als.getStore()}`;
      }
    };
    const marks = async function* (source: AsyncIterable<string>): AsyncGenerator<string> {
      for await (const part of source) yield `${String(part)}:${als.getStore()} `;
    };
    await pipeline(parts, marks, res);
    console.log('piped', als.getStore());
  });
});
server.listen(Number(process.env['PORT']), async () => {
  const ask = (path: string): Promise<string> =>
    fetch(`http://localhost:${process.env['PORT']}${path}`).then((answer) => answer.text());
  console.log(await Promise.all([ask('/1'), ask('/2')]));
  await wait(80);
  const upper = new Transform({
    transform(chunk, _encoding, done) {
      done(null, String(chunk).toUpperCase() + als.getStore());
    },
  });
  console.log(await als.run('all', () => Readable.from(['a']).pipe(upper).toArray()).then(String));
  server.closeAllConnections();
  server.close();
});
