// A server that says `Connection: close` is connected to again for every request.
import http from 'node:http';

let connections = 0;
const server = http.createServer((req, res) => {
  res.setHeader('Connection', 'close');
  res.end('x');
});
server.on('connection', () => connections++);
const agent = new http.Agent({ keepAlive: true });
const get = (): Promise<string | undefined> =>
  new Promise((resolve) =>
    http.get({ port: process.env['PORT'], agent }, (res) =>
      res.resume().on('end', () => resolve(res.headers.connection)),
    ),
  );
server.listen(Number(process.env['PORT']), async () => {
  for (let i = 0; i < 3; i++) console.log(await get());
  console.log(connections);
  server.close(() => console.log('closed'));
});
