// A request that waits for a socket can be given up; the next one gets its turn.
import http from 'node:http';

const answered: string[] = [];
const failed: string[] = [];
const server = http.createServer((req, res) => {
  console.log('asked', req.url);
  setTimeout(() => res.end(), 60);
});
server.listen(Number(process.env['PORT']), () => {
  const agent = new http.Agent({ maxSockets: 1 });
  const ask = (path: string): http.ClientRequest =>
    http
      .get({ port: process.env['PORT'], path, agent }, (res) => {
        res.resume().on('end', () => {
          answered.push(path);
          if (path === '/last') server.close(() => console.log(answered, failed));
        });
      })
      .on('error', (error: NodeJS.ErrnoException) => failed.push(`${path} ${error.code}`));
  ask('/first');
  const second = ask('/second');
  ask('/last');
  setTimeout(() => second.destroy(), 20);
});
