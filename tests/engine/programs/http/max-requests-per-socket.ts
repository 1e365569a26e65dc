import http from 'node:http';

let connections = 0;
const server = http.createServer((req, res) => res.end('x'));
server.maxRequestsPerSocket = 2;
server.on('connection', () => connections++);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const get = (): Promise<string | undefined> =>
  new Promise((resolve) =>
    http.get({ port: process.env['PORT'], agent }, (res) =>
      res.resume().on('end', () => resolve(res.headers.connection)),
    ),
  );
server.listen(Number(process.env['PORT']), async () => {
  for (let i = 0; i < 4; i++) {
    console.log(await get());
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  console.log('connections', connections);
  agent.destroy();
  server.close();
});
