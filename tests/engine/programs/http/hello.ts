import http from 'node:http';

const server = http.createServer((req, res) => {
  res.setHeader('content-type', 'text/plain');
  res.end(`${req.method} ${req.url} HTTP/${req.httpVersion}`);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'], path: '/hello?who=me' }, (res) => {
    console.log(
      res.statusCode,
      res.statusMessage,
      res.headers['content-type'],
      res.headers['content-length'],
    );
    let text = '';
    res.setEncoding('utf8');
    res.on('data', (chunk: string) => (text += chunk));
    res.on('end', () => {
      console.log(text, res.complete);
      server.close(() => console.log('closed'));
    });
  });
});
