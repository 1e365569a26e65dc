// Heads that come before the answer: 100, 102, 103; and what Expect asks for.
import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/hints') {
    res.writeProcessing();
    res.writeEarlyHints({ link: '</a.css>; rel=preload; as=style', 'x-more': '1' });
    try {
      res.writeEarlyHints({ link: 'nonsense' });
    } catch (error) {
      console.log((error as NodeJS.ErrnoException).code);
    }
  }
  req.resume().on('end', () => res.end('ok'));
});
server.on('checkExpectation', (_req, res) => {
  console.log('checkExpectation');
  res.writeHead(417).end();
});
const send = (path: string, headers: http.OutgoingHttpHeaders, body?: string) =>
  new Promise<void>((resolve) => {
    const req = http.request({ port: process.env['PORT'], path, method: 'POST', headers }, (res) => {
      console.log('answer', res.statusCode);
      res.resume().on('end', resolve);
    });
    req.on('continue', () => {
      console.log('continue');
      req.end(body);
    });
    req.on('information', (info) => console.log(info.statusCode, info.statusMessage, info.headers));
    if (!headers['expect'] || headers['expect'] !== '100-continue') req.end(body);
  });
server.listen(Number(process.env['PORT']), async () => {
  await send('/hints', {});
  await send('/wait', { expect: '100-continue' }, 'the body');
  await send('/odd', { expect: 'something else' });
  server.close();
});
