import { createHash, createHmac } from 'node:crypto';
import EventEmitter from 'node:events';
import http from 'node:http';

const name = (thing: object): string => thing.constructor.name;
const server = http.createServer((req, res) => {
  console.log(name(req), name(res), name(server));
  res.end();
});
server.listen(Number(process.env['PORT']), async () => {
  const req = http.get({ port: process.env['PORT'], agent: new http.Agent() }, (res) => {
    console.log(name(res), name(req), name(new http.Agent()));
    res.resume().on('end', () => server.close());
  });
});
console.log(
  name(new EventEmitter()),
  name(Buffer.from('a')),
  name(setTimeout(() => {}, 1)),
  name(setImmediate(() => {})),
);
console.log(
  name(new Response('x')),
  name(new Headers()),
  name(new URL('http://a')),
  name(new AbortController()),
  name(new Date()),
);
console.log(
  name(createHash('md5')),
  name(createHmac('md5', 'k')),
  name(AbortSignal.timeout(1)),
  name(new TypeError('x')),
);
console.log(
  new URL('http://a') instanceof URL,
  new AbortController() instanceof AbortController,
  AbortSignal.abort() instanceof AbortSignal,
);
class Page extends URL {}
console.log(
  new Page('http://a/b') instanceof Page,
  new Page('http://a/b').pathname,
  URL.canParse('x'),
  URL.name,
  Date.name,
  fetch.name,
);
