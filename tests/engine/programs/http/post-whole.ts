import http from 'node:http';

const server = http.createServer(async (req, res) => {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  const { a } = JSON.parse(body) as { a: number[] };
  res.writeHead(201, { 'content-type': 'application/json' });
  res.end(
    JSON.stringify({
      method: req.method,
      length: req.headers['content-length'],
      sum: a.reduce((x, y) => x + y),
    }),
  );
});
server.listen(Number(process.env['PORT']), () => {
  const text = JSON.stringify({ a: [1, 2, 3], note: 'é€' });
  const req = http.request({
    port: process.env['PORT'],
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
  });
  req.on('response', (res) => {
    const parts: Buffer[] = [];
    res.on('data', (part: Buffer) => parts.push(part));
    res.on('end', () => {
      console.log(res.statusCode, Buffer.concat(parts).toString());
      server.close();
    });
  });
  req.on('finish', () => console.log('sent'));
  req.end(text);
});
