import http from 'node:http';

const server = http.createServer((req, res) => {
  req.on('close', () => console.log('server: request closed', req.complete, res.writableEnded));
  res.on('close', () => {
    console.log('server: response closed', res.writableFinished);
    server.close();
  });
  res.on('finish', () => console.log('server: finished'));
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'] });
  req.on('error', (error: NodeJS.ErrnoException) => console.log('client:', error.code, error.message));
  req.on('close', () => console.log('client: closed'));
  setTimeout(() => req.destroy(), 30);
});
