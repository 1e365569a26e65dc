import http from 'node:http';

const server = http.createServer((req, res) => {
  res.writeHead(200, { 'content-type': req.headers['content-type'] ?? 'none' });
  req.pipe(res);
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request(
    { port: process.env['PORT'], method: 'POST', headers: { 'content-type': 'x/y' } },
    async (res) => {
      let text = '';
      for await (const part of res) text += String(part);
      console.log(res.headers['content-type'], text);
      server.close();
    },
  );
  req.write('ping ');
  req.end('pong');
});
