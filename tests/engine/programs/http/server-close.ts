import http from 'node:http';

const port = Number(process.env['PORT']);
const server = http.createServer((_, res) => {
  setTimeout(() => {
    console.log('answering');
    res.end('done');
  }, 250);
});
server.on('close', () => console.log('event close'));
server.listen(port, () => {
  http.get({ port, agent: false }, (res) => {
    res.resume().on('end', () => console.log('answered'));
  });
  setTimeout(() => {
    server.close((error) => console.log('callback', error));
    console.log('listening', server.listening);
    http
      .get({ port, agent: false })
      .on('error', (error: NodeJS.ErrnoException) => console.log('new one', error.code));
  }, 100);
});
