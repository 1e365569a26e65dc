import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log('server: request');
  req.on('data', (part: Buffer) => console.log('server: data', part.length));
  req.on('end', () => {
    console.log('server: end');
    res.end('answer');
  });
  res.on('finish', () => console.log('server: finish', res.writableEnded, res.writableFinished));
});
server.on('close', () => console.log('server: closed'));
server.listen(Number(process.env['PORT']), () => {
  console.log('listening');
  const req = http.request({ port: process.env['PORT'], method: 'POST' });
  req.on('finish', () => console.log('client: finish'));
  req.on('response', (res) => {
    console.log('client: response');
    res.on('data', () => console.log('client: data'));
    res.on('end', () => {
      console.log('client: end');
      setTimeout(() => server.close(), 10);
    });
  });
  req.on('close', () => console.log('client: close'));
  console.log('ending');
  req.end('body');
});
