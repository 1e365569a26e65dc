import http from 'node:http';

const server = http.createServer((req, res) => {
  const {
    host,
    connection,
    authorization,
    'content-length': length,
    'transfer-encoding': encoding,
  } = req.headers;
  console.log(
    req.method,
    req.url,
    host?.replace(/\d+/, 'PORT'),
    connection,
    authorization,
    length,
    encoding,
  );
  res.end();
});
const ask = (...args: Parameters<typeof http.request>): Promise<void> =>
  new Promise((resolve) => {
    http
      .request(...args)
      .on('response', (res) => res.resume().on('end', resolve))
      .end();
  });
server.listen(Number(process.env['PORT']), async () => {
  const port = process.env['PORT'];
  const base = `http://localhost:${port}`;
  await ask(base);
  await ask(`${base}/a?b#c`, { method: 'PUT' });
  await ask(new URL(`http://user:p%40ss@localhost:${port}/u`));
  await ask({ hostname: 'localhost', port, path: '/o', auth: 'a:b', headers: { Host: 'other' } });
  await ask({
    host: 'localhost',
    port,
    method: 'DELETE',
    agent: new http.Agent({ keepAlive: false }),
  });
  await ask({ port, method: 'POST', headers: { 'Content-Length': 0 } });
  server.close();
  server.closeAllConnections();
});
