import http from 'node:http';

let connections = 0;
const server = http.createServer((req, res) => res.end(req.headers.connection));
server.on('connection', () => connections++);
const get = (agent: http.Agent): Promise<string> =>
  new Promise((resolve) => {
    const req = http.get({ port: process.env['PORT'], agent }, (res) => {
      res.setEncoding('utf8').on('data', (text: string) => {
        res.on('end', () => resolve(`${text} reused:${req.reusedSocket}`));
      });
    });
  });
server.listen(Number(process.env['PORT']), async () => {
  const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let i = 0; i < 3; i++) {
    console.log(await get(kept));
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log('connections', connections);
  kept.destroy();
  const fresh = new http.Agent({ keepAlive: false });
  for (let i = 0; i < 3; i++) console.log(await get(fresh));
  console.log('connections', connections);
  server.close(() => console.log('closed'));
});
