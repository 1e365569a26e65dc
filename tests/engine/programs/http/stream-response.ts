import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = http.createServer(async (req, res) => {
  res.writeHead(200, { 'content-type': 'text/plain' });
  for (const part of ['one ', 'two ', 'three']) {
    res.write(part);
    await wait(100);
  }
  res.end('!');
});
server.listen(Number(process.env['PORT']), () => {
  const begun = Date.now();
  http.get({ port: process.env['PORT'] }, async (res) => {
    console.log(
      'head before the body is whole',
      Date.now() - begun < 250,
      res.headers['transfer-encoding'],
      res.headers['content-length'],
    );
    const parts: string[] = [];
    res.setEncoding('utf8');
    for await (const part of res) parts.push(part as string);
    console.log(parts.join(''), parts.length > 1, Date.now() - begun >= 290);
    server.close();
  });
});
