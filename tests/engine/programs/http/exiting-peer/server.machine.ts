import http from 'node:http';

http
  .createServer((_, res) => {
    res.writeHead(200, { 'content-length': 10 });
    res.write('half');
    setTimeout(() => process.exit(0), 20);
  })
  .listen(Number(process.env['PORT']));
