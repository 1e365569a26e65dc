// An idle connection is closed by its server; the next request opens another.
import http from 'node:http';

let connections = 0;
const server = http.createServer({ keepAliveTimeout: 100 }, (req, res) => res.end('x'));
server.on('connection', (socket) => {
  const number = ++connections;
  console.log('open', number);
  socket.on('close', () => console.log('close', number));
});
const agent = new http.Agent({ keepAlive: true });
const get = (): Promise<void> =>
  new Promise((resolve) =>
    http.get({ port: process.env['PORT'], agent }, (res) => res.resume().on('end', resolve)),
  );
server.listen(Number(process.env['PORT']), async () => {
  await get();
  await new Promise((resolve) => setImmediate(resolve));
  await get();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await get();
  agent.destroy();
  server.close(() => console.log('closed'));
});
