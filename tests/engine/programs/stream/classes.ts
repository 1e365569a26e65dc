// Which of the classes things are instances of.
import http from 'node:http';
import fs from 'node:fs';
import Stream, { Duplex, PassThrough, Readable, Transform, Writable } from 'node:stream';
import { EventEmitter } from 'node:events';

const classes = { EventEmitter, Stream, Readable, Writable, Duplex, Transform };
const say = (name: string, thing: unknown): void =>
  console.log(
    name,
    Object.entries(classes)
      .filter(([, Class]) => thing instanceof Class)
      .map(([each]) => each)
      .join(' '),
  );

say('readable', new Readable());
say('writable', new Writable());
say('duplex', new Duplex());
say('pass-through', new PassThrough());
say('null', null);
say('object', { pipe() {} });
class Mine extends Readable {}
say('mine', new Mine());
console.log(new Readable() instanceof Mine);
say('stdout', process.stdout);
fs.writeFileSync('a.txt', 'a');
say('file read', fs.createReadStream('a.txt').on('data', () => {}));
say('file written', fs.createWriteStream('b.txt').end());
const server = http.createServer((req, res) => {
  say('request', req);
  say('response', res);
  console.log(req instanceof Mine);
  res.end('x');
});
server.listen(Number(process.env['PORT']), () => {
  const asked = http.get({ port: process.env['PORT'] }, (answer) => {
    say('answer', answer);
    answer.resume().on('end', () => server.close());
  });
  say('asked', asked);
  asked.on('socket', (socket) => say('socket', socket));
});
