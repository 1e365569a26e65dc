import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log(req.httpVersion, req.httpVersionMajor, req.httpVersionMinor);
  console.log(req.rawHeaders.filter((_, i) => i % 2 === 0));
  res.sendDate = false;
  res.setHeader('X-MixedCase', 'Value');
  res.end('x');
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({
    port: process.env['PORT'],
    method: 'post',
    headers: { 'X-UPPER': '1', 'x-lower': '2' },
  });
  req.setHeader('X-Set', '3');
  console.log(req.method, req.getHeader('x-upper'), req.getRawHeaderNames());
  req.on('response', (res) => {
    console.log(res.rawHeaders);
    res.resume().on('end', () => server.close());
  });
  req.end('body');
});
