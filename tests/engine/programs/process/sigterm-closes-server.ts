import http from 'node:http';

const server = http.createServer((req, res) => setTimeout(() => res.end('done'), 120));
process.once('SIGTERM', () => {
  console.log('asked to stop');
  server.close(() => {
    console.log('closed');
    process.exit(0);
  });
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'], agent: new http.Agent() }, (res) => {
    res.resume().on('end', () => console.log('still answered', res.statusCode));
  });
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50);
});
