import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

let now = 0;
let most = 0;
const server = http.createServer(async (req, res) => {
  most = Math.max(most, ++now);
  await wait(200);
  now--;
  res.end(req.url);
});
const get = (path: string, agent: http.Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    http
      .get({ port: process.env['PORT'], path, agent }, (res) => {
        let text = '';
        res.on('data', (part: Buffer) => (text += part.toString()));
        res.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
server.listen(Number(process.env['PORT']), async () => {
  const free = new http.Agent({ keepAlive: true });
  console.log(
    (await Promise.all(Array.from({ length: 12 }, (_, i) => get(`/${i}`, free)))).join(' '),
  );
  console.log('at once', most);
  most = 0;
  const two = new http.Agent({ keepAlive: true, maxSockets: 2 });
  console.log(
    (await Promise.all(Array.from({ length: 6 }, (_, i) => get(`/${i}`, two)))).join(' '),
  );
  console.log('at once', most);
  free.destroy();
  two.destroy();
  server.close();
});
