// Without an `upgrade` listener a server answers as if nothing had been asked for.
import http from 'node:http';

const server = http.createServer((req, res) => {
  res.end(`${req.method} ${req.headers.upgrade}`);
});
server.listen(Number(process.env['PORT']), () => {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
  http.get({ port: process.env['PORT'], headers }, (res) => {
    console.log(res.statusCode);
    res.setEncoding('utf8').on('data', (text: string) => console.log(text));
    res.on('end', () => server.close());
  });
});
