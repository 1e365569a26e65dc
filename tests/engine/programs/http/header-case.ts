import http from 'node:http';

const server = http.createServer((req, res) => {
  const raw = req.rawHeaders.filter((_, i) => i % 2 === 0).filter((name) => /^x-/i.test(name));
  console.log(raw, req.headers['x-one'], req.headers['X-One' as 'x-one']);
  res.setHeader('X-Answer', 'yes');
  res.setHeader('x-LIST', ['a', 'b']);
  res.setHeader('x-gone', '1');
  res.removeHeader('X-GONE');
  console.log(res.getHeader('x-answer'), res.getHeader('X-List'), res.hasHeader('x-gone'));
  console.log(res.getHeaderNames(), res.headersSent);
  console.log({ ...res.getHeaders() });
  res.writeHead(200, { 'X-Late': 5 });
  console.log(res.headersSent);
  res.end();
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({
    port: process.env['PORT'],
    headers: { 'X-One': '1', 'x-two': ['2', '3'] },
  });
  req.setHeader('X-Three', 'x');
  console.log(req.getHeader('x-ONE'), req.method, req.path);
  req.on('response', (res) => {
    console.log(
      res.headers['x-answer'],
      res.headers['x-list'],
      res.headers['x-late'],
      res.headers['x-gone'],
    );
    console.log(res.rawHeaders.filter((name) => /^x-/i.test(name)));
    res.resume();
    res.on('end', () => server.close());
  });
  req.end();
});
