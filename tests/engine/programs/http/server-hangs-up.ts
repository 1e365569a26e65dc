import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/before') req.socket.destroy();
  else {
    res.writeHead(200, { 'content-length': 100 });
    res.write('some');
    setTimeout(() => res.destroy(), 20);
  }
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'], path: '/before' });
  req.on('error', (error: NodeJS.ErrnoException) => console.log(error.code, error.message));
  req.on('close', () => {
    http.get({ port: process.env['PORT'], path: '/midway' }, (res) => {
      res.on('data', (part: Buffer) => console.log('data', part.toString()));
      res.on('error', (error: NodeJS.ErrnoException) =>
        console.log('response', error.code, error.message),
      );
      res.on('end', () => console.log('end'));
      res.on('aborted', () => console.log('aborted'));
      res.on('close', () => {
        console.log('close', res.complete);
        server.close();
      });
    });
  });
});
