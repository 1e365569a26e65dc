import http from 'node:http';

const server = http.createServer((req, res) => res.end('never'));
server.on('checkContinue', (req: http.IncomingMessage, res: http.ServerResponse) => {
  res.writeHead(413, { Connection: 'close' });
  res.end('too big');
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request(
    { port: process.env['PORT'], method: 'PUT', headers: { Expect: '100-continue' } },
    (res) => {
      console.log(res.statusCode, res.statusMessage);
      res.setEncoding('utf8').on('data', (text: string) => console.log(text));
      res.on('end', () => {
        req.destroy();
        server.close();
      });
    },
  );
  req.on('continue', () => console.log('never'));
  req.on('error', () => {});
  req.flushHeaders();
});
