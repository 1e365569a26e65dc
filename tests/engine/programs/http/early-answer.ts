import http from 'node:http';

const server = http.createServer((req, res) => {
  res.writeHead(413, { connection: 'close' });
  res.end('too much');
  req.resume();
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, async (res) => {
    let text = '';
    for await (const part of res) text += String(part);
    console.log(res.statusCode, text);
    req.end();
    server.close();
  });
  req.on('error', (error: NodeJS.ErrnoException) => console.log(error.code));
  req.write('beginning');
});
