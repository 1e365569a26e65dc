// An agent with two sockets serves five requests in turn.
import http from 'node:http';

let at = 0;
let most = 0;
const begun: string[] = [];
const server = http.createServer((req, res) => {
  most = Math.max(most, ++at);
  begun.push(req.url!);
  setTimeout(() => {
    at--;
    res.end(req.url);
  }, 50 + 15 * Number(req.url!.slice(1)));
});
server.listen(Number(process.env['PORT']), async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  const counts = (of: NodeJS.ReadOnlyDict<readonly unknown[]>): number[] =>
    Object.values(of).map((list) => list!.length);
  const all = [0, 1, 2, 3, 4].map(
    (i) =>
      new Promise<void>((resolve) => {
        http.get({ port: process.env['PORT'], path: `/${i}`, agent }, (res) => {
          res.resume().on('end', () => {
            console.log('done', i);
            resolve();
          });
        });
      }),
  );
  setTimeout(() => {
    console.log('sockets', counts(agent.sockets), 'queue', counts(agent.requests));
    console.log('free', counts(agent.freeSockets));
  }, 20);
  await Promise.all(all);
  console.log('at most', most, begun);
  await new Promise((resolve) => setImmediate(resolve));
  console.log('free', counts(agent.freeSockets), 'sockets', counts(agent.sockets));
  agent.destroy();
  server.close(() => console.log('closed'));
});
