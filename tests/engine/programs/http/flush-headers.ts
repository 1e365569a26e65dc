import http from 'node:http';

const server = http.createServer((req, res) => {
  res.setHeader('X-Soon', 'yes');
  res.flushHeaders();
  console.log('flushed', res.headersSent);
  setTimeout(() => res.end('body'), 80);
});
server.listen(Number(process.env['PORT']), () => {
  let body = false;
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, (res) => {
    console.log('head', res.headers['x-soon'], res.headers['transfer-encoding'], body);
    res.on('data', () => (body = true));
    res.on('end', () => {
      console.log('end', body);
      server.close();
    });
  });
  req.flushHeaders();
  console.log('sent', req.headersSent);
  setTimeout(() => req.end(), 40);
});
