import http from 'node:http';

const server = http.createServer(async (req, res) => {
  let body = '';
  for await (const part of req) body += part as Buffer;
  console.log('request', req.headers.expect, body);
  res.end('thanks');
});
const post = (): Promise<void> =>
  new Promise((resolve) => {
    const req = http.request(
      { port: process.env['PORT'], method: 'POST', headers: { Expect: '100-continue' } },
      (res) => {
        console.log('status', res.statusCode);
        res.resume().on('end', resolve);
      },
    );
    req.on('continue', () => {
      console.log('continue');
      req.end('body');
    });
    req.flushHeaders();
  });
server.listen(Number(process.env['PORT']), async () => {
  await post();
  server.on('checkContinue', (req: http.IncomingMessage, res: http.ServerResponse) => {
    console.log('checkContinue', req.headers.expect);
    res.writeContinue();
    server.emit('request', req, res);
  });
  await post();
  server.close();
});
