import http from 'node:http';

const part = 'x'.repeat(10_000);
const server = http.createServer((_req, res) => {
  let parts = 0;
  while (res.write(part)) parts++;
  console.log('full', parts < 100, res.writableNeedDrain);
  res.once('drain', () => {
    console.log('drain', res.writableNeedDrain);
    res.write('last', () => console.log('written'));
    res.end(() => console.log('ended', res.writableFinished));
  });
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    let last = '';
    res.on('data', (data: Buffer) => (last = String(data).slice(-4)));
    res.on('end', () => {
      console.log(last);
      server.close();
    });
  });
});
