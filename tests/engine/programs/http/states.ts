// What an answer says of itself while it is written.
import http from 'node:http';

const server = http.createServer((req, res) => {
  const state = (when: string): void =>
    console.log(when, res.headersSent, res.writableEnded, res.writableFinished, res.finished);
  state('fresh');
  res.setHeader('X', '1');
  state('header set');
  res.write('a');
  state('written');
  res.end('b', () => state('end callback'));
  state('ended');
  res.on('finish', () => state('finish'));
  res.on('close', () => {
    state('close');
    console.log(res.destroyed, res.writable, req.complete);
  });
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    console.log('client', res.complete, res.readableEnded);
    res.resume().on('end', () => {
      console.log('client', res.complete, res.readableEnded);
      setTimeout(() => server.close(), 40);
    });
  });
});
