// A server switches protocols, and nobody at the client wants it: the connection ends.
import http from 'node:http';

const server = http.createServer((_req, res) => {
  res.writeHead(101, { Connection: 'Upgrade', Upgrade: 'chat' });
  res.end();
});
server.listen(Number(process.env['PORT']), () => {
  const headers = { Connection: 'Upgrade', Upgrade: 'chat' };
  const asked = http.get({ port: process.env['PORT'], headers }, (res) => {
    console.log('response', res.statusCode);
  });
  asked.on('information', ({ statusCode }) => console.log('information', statusCode));
  asked.on('error', (error: Error & { code: string }) => console.log('error', error.code));
  asked.on('close', () => {
    console.log('close', asked.destroyed);
    server.close();
  });
});
