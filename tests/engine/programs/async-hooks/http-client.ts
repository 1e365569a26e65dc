// A request's own events happen in the store in which it was made.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';

const als = new AsyncLocalStorage<string>();
const say = (what: string): void => console.log(what, als.getStore() ?? 'none');
const server = http.createServer((req, res) => {
  say('handler');
  als.run('request', () => {
    req.resume();
    res.on('finish', () => say('finish'));
    res.on('close', () => say('close'));
    setTimeout(() => res.write('one', () => say('written')), 40);
    setTimeout(() => res.end('two'), 80);
  });
});
als.run('listen', () =>
  server.listen(Number(process.env['PORT']), () => {
    say('listening');
    als.run('client', () => {
      const asked = http.request({ port: process.env['PORT'], method: 'POST' }, (answer) => {
        say('answer');
        answer.on('data', () => say('data'));
        answer.on('end', () => {
          say('end');
          setTimeout(() => {
            server.closeAllConnections();
            server.close(() => say('server closed'));
          }, 40);
        });
      });
      asked.on('socket', () => say('socket'));
      asked.on('finish', () => say('sent'));
      asked.on('close', () => say('closed'));
      asked.end('x');
    });
  }),
);
