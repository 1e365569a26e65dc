import http from 'node:http';

const server = http.createServer((req, res) => {
  res.write('68c3a9', 'hex');
  res.write('4oKs', 'base64');
  res.write('\xe9', 'latin1');
  res.write(new Uint8Array([0, 255]));
  res.end('end', 'utf8');
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, async (res) => {
    const parts: Buffer[] = [];
    for await (const part of res) parts.push(part as Buffer);
    console.log(Buffer.concat(parts).toString('hex'));
    server.close();
  });
});
