import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log(req.headers.cookie, '|', req.headers['x-a'], '|', req.headers['content-type']);
  console.log(req.headersDistinct['x-a']);
  res.writeHead(
    200,
    [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2; Path=/'],
      ['X-B', 'one'],
      ['X-B', 'two'],
    ].flat(),
  );
  res.end('ok');
});
server.listen(Number(process.env['PORT']), () => {
  const headers = { cookie: ['x=1', 'y=2'], 'x-a': ['1', '2'], 'content-type': 'text/a' };
  http.get({ port: process.env['PORT'], headers }, (res) => {
    console.log(res.headers['set-cookie'], res.headers['x-b'], res.headersDistinct['x-b']);
    res.resume().on('end', () => server.close());
  });
});
