import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/204') res.writeHead(204).end();
  else if (req.url === '/304') res.writeHead(304, { etag: '"a"' }).end();
  else res.setHeader('content-length', 5).end('hello');
});
const ask = (method: string, path: string): Promise<void> =>
  new Promise((resolve) => {
    const req = http.request({ port: process.env['PORT'], method, path }, (res) => {
      let bytes = 0;
      res.on('data', (chunk: Buffer) => (bytes += chunk.length));
      res.on('end', () => {
        console.log(
          method,
          path,
          res.statusCode,
          'length',
          res.headers['content-length'],
          'te',
          res.headers['transfer-encoding'],
          'got',
          bytes,
        );
        resolve();
      });
    });
    req.end();
  });
server.listen(Number(process.env['PORT']), async () => {
  await ask('HEAD', '/');
  await ask('GET', '/');
  await ask('GET', '/204');
  await ask('GET', '/304');
  await ask('DELETE', '/204');
  server.close();
});
