import { createHash } from 'node:crypto';
import http from 'node:http';

const sha = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const server = http.createServer(async (req, res) => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  const whole = Buffer.concat(parts);
  res.setHeader('x-sha', sha(whole));
  res.end(whole.reverse());
});
server.listen(Number(process.env['PORT']), () => {
  const bytes = Buffer.alloc(400_000, 'abcdefg');
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, async (res) => {
    const parts: Buffer[] = [];
    for await (const part of res) parts.push(part as Buffer);
    const whole = Buffer.concat(parts);
    console.log(
      whole.length,
      sha(bytes),
      res.headers['x-sha'],
      sha(whole),
      res.headers['content-length'],
    );
    server.close();
  });
  req.end(bytes);
});
