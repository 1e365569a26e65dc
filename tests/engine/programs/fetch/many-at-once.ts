import http from 'node:http';

let connections = 0;
const server = http.createServer((req, res) => {
  setTimeout(() => res.end(req.url), 40 + 20 * Number(req.url!.slice(1)));
});
server.on('connection', () => connections++);
server.listen(Number(process.env['PORT']), async () => {
  const url = `http://localhost:${process.env['PORT']}`;
  const order: string[] = [];
  const ask = async (path: string): Promise<void> => {
    order.push(await (await fetch(url + path)).text());
  };
  await Promise.all(['/3', '/1', '/2', '/0'].map(ask));
  console.log(order, connections);
  const first = await Promise.race([fetch(`${url}/1`), fetch(`${url}/5`)]);
  console.log(first.url.replace(/:\d+/, ''));
  const settled = await Promise.allSettled([fetch(`${url}/0`), fetch('http://127.0.0.1:1/')]);
  console.log(settled.map(({ status }) => status));
  server.close();
  server.closeAllConnections();
});
