import http from 'node:http';

let connections = 0;
const server = http.createServer((req, res) => res.end(req.headers.connection));
server.on('connection', () => connections++);
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  for (let i = 0; i < 3; i++) {
    console.log(await (await fetch(base)).text());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  console.log('connections', connections);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(async (n) => (await fetch(`${base}/${n}`)).status),
  );
  console.log(answers, connections > 1);
  server.close();
  server.closeAllConnections();
});
