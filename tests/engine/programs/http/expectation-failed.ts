import http from 'node:http';

const server = http.createServer((req, res) => res.end(`saw ${req.headers.expect}`));
const get = (expect: string): Promise<void> =>
  new Promise((resolve) => {
    http.get({ port: process.env['PORT'], headers: { Expect: expect } }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (text: string) => (body += text));
      res.on('end', () => {
        console.log(res.statusCode, body);
        resolve();
      });
    });
  });
server.listen(Number(process.env['PORT']), async () => {
  await get('tea');
  server.on('checkExpectation', (req: http.IncomingMessage, res: http.ServerResponse) => {
    res.statusCode = 200;
    res.end(`checked ${req.headers.expect}`);
  });
  await get('tea');
  server.close();
});
