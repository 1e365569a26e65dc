import http from 'node:http';

function attempt(what: string, run: () => unknown): void {
  try {
    run();
    console.log(what, 'ok');
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(what, name, code, message);
  }
}
const server = http.createServer((_, res) => {
  attempt('name', () => res.setHeader('bad name', '1'));
  attempt('value', () => res.setHeader('x-a', 'line\nbreak'));
  attempt('undefined', () => res.setHeader('x-a', undefined as never));
  attempt('status', () => res.writeHead(99));
  res.on('error', (error: NodeJS.ErrnoException) => console.log('error event', error.code));
  res.writeHead(200);
  res.write('first');
  attempt('late', () => res.setHeader('x-late', '1'));
  attempt('head twice', () => res.writeHead(201));
  res.end('last');
  attempt('end twice', () => res.end());
  attempt('write after end', () => res.write('more'));
});
server.listen(Number(process.env['PORT']), () => {
  attempt('path', () => http.get({ port: process.env['PORT'], path: '/a b' }));
  attempt('protocol', () => http.get('ftp://a.b'));
  attempt('method', () => http.request({ port: process.env['PORT'], method: 'BAD METHOD' }));
  attempt('url', () => http.get('not a url'));
  http.get({ port: process.env['PORT'] }, async (res) => {
    let text = '';
    for await (const part of res) text += String(part);
    console.log(text);
    server.close();
  });
});
