import { once } from 'node:events';
import http from 'node:http';

const server = http.createServer();
server.on('request', (req: http.IncomingMessage, res: http.ServerResponse) => {
  res.once('close', () => console.log('res close'));
  res.end(`${req.socket.remoteAddress !== undefined} ${req.httpVersion}`);
});
server.listen(Number(process.env['PORT']));
await once(server, 'listening');
const req = http.request({ port: process.env['PORT'] });
req.end();
const [res] = (await once(req, 'response')) as [http.IncomingMessage];
const ended = once(res, 'end');
const [first] = (await once(res.setEncoding('utf8'), 'data')) as [string];
console.log(res.statusCode, first);
await ended;
console.log(res.readableEnded, req.writableEnded, req.writableFinished);
server.close();
await once(server, 'close');
console.log('closed');
