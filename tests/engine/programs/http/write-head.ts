import http from 'node:http';

const attempt = (what: string, run: () => unknown): void => {
  try {
    const result = run();
    console.log(what, result instanceof http.ServerResponse ? 'the answer itself' : result);
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(what, name, code, message);
  }
};
const server = http.createServer((req, res) => {
  res.setHeader('X-Kept', 'kept').setHeader('X-Over', 'before');
  attempt('bad status', () => res.writeHead(1000));
  attempt('bad name', () => res.setHeader('a b', 'x'));
  attempt('bad value', () => res.setHeader('x', 'a\nb'));
  attempt('no value', () => res.setHeader('x', undefined as never));
  attempt('writeHead', () => res.writeHead(201, 'Made', { 'X-Over': 'after', 'X-New': 1 }));
  attempt('twice', () => res.writeHead(200));
  attempt('late', () => res.setHeader('X-Late', 'y'));
  attempt('remove', () => res.removeHeader('X-Kept'));
  res.end();
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    const { 'x-kept': kept, 'x-over': over, 'x-new': made } = res.headers;
    console.log(res.statusCode, res.statusMessage, kept, over, made);
    res.resume().on('end', () => server.close());
  });
});
