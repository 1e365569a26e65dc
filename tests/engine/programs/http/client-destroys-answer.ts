import http from 'node:http';

const seen = { server: [] as unknown[], client: [] as unknown[] };
const server = http.createServer((req, res) => {
  res.on('close', () => seen.server.push('answer', res.writableFinished));
  req.on('close', () => seen.server.push('request', req.complete));
  res.write('part');
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'] }, (res) => {
    res.on('data', () => {
      console.log('client: got a part');
      res.destroy();
    });
    res.on('end', () => console.log('never'));
    res.on('close', () => seen.client.push('answer', res.complete, res.destroyed));
  });
  req.on('close', () => seen.client.push('request', req.destroyed));
  setTimeout(() => server.close(() => console.log(seen.server.length, seen.client.toSorted())), 100);
});
