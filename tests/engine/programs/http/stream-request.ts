import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = http.createServer(async (req, res) => {
  console.log(
    'request seen before its end',
    req.complete,
    req.headers['transfer-encoding'],
    req.headers['content-length'],
  );
  let text = '';
  for await (const part of req) text += String(part);
  console.log(text, req.complete);
  res.end(String(text.length));
});
server.listen(Number(process.env['PORT']), async () => {
  const req = http.request({ port: process.env['PORT'], method: 'PUT' }, (res) => {
    res.on('data', (part: Buffer) => console.log('answer', part.toString()));
    res.on('end', () => server.close());
  });
  req.write('a');
  await wait(60);
  req.write(Buffer.from('bc'));
  await wait(60);
  req.end('d', () => console.log('flushed'));
});
