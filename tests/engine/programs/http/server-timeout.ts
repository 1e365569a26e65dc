// A server hangs up on a connection that was silent for its timeout.
import http from 'node:http';

const server = http.createServer(() => {});
server.setTimeout(80);
console.log(server.timeout);
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'] });
  req.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.code, error.message);
    server.close();
  });
});
