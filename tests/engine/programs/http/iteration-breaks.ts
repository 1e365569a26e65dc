import http from 'node:http';

const server = http.createServer((req, res) => {
  res.write('one');
  const timer = setInterval(() => res.write('more'), 40);
  res.on('close', () => {
    clearInterval(timer);
    console.log('server sees it go', res.writableEnded);
    server.close();
  });
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, async (res) => {
    for await (const part of res) {
      console.log(String(part));
      break;
    }
  });
});
