import http from 'node:http';

const server = http.createServer((req, res) => {
  res.writeEarlyHints({ link: '</style.css>; rel=preload; as=style', 'x-trace': '7' }, () => {
    res.writeProcessing();
    res.end('page');
  });
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'] }, (res) => {
    console.log(res.statusCode, res.headers.link);
    res.resume().on('end', () => server.close());
  });
  req.on('information', (info: http.InformationEvent) => {
    console.log(info.statusCode, info.statusMessage, info.headers);
  });
});
