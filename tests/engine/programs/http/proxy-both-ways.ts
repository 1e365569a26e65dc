// A reverse proxy that pipes request and answer.
import http from 'node:http';

const backend = http.createServer((req, res) => {
  let size = 0;
  req.on('data', (part: Buffer) => (size += part.length));
  req.on('end', () => {
    res.writeHead(203, { 'X-Backend': 'b1', 'Content-Type': 'text/plain' });
    res.end(`${req.method} ${req.url} ${size} ${req.headers['x-forwarded-for']}`);
  });
});
const proxy = http.createServer((req, res) => {
  const port = (backend.address() as { port: number }).port;
  const headers = { ...req.headers, 'x-forwarded-for': 'someone' };
  const onward = http.request({ port, path: req.url, method: req.method, headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  req.pipe(onward);
});
backend.listen(0, () =>
  proxy.listen(Number(process.env['PORT']), async () => {
    const url = `http://localhost:${process.env['PORT']}/path?q=1`;
    const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(100_000) });
    console.log(answer.status, answer.headers.get('x-backend'), await answer.text());
    const second = await fetch(url);
    console.log(second.status, await second.text());
    proxy.close();
    backend.close();
    proxy.closeAllConnections();
    backend.closeAllConnections();
  }),
);
