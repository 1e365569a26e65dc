import http from 'node:http';

const server = http.createServer((req, res) => {
  let bytes = 0;
  req.on('data', (part: Buffer) => {
    bytes += part.length;
    req.pause();
    setImmediate(() => req.resume());
  });
  req.on('end', () => res.end(String(bytes)));
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({ port: process.env['PORT'], method: 'PUT' }, (res) => {
    res.setEncoding('utf8').on('data', (text: string) => console.log('server got', text));
    res.on('end', () => server.close());
  });
  req.on('drain', () => console.log('drain'));
  console.log(req.write('small'));
  console.log(req.write(Buffer.alloc(3_000_000)));
  req.once('drain', () => {
    req.end('the end', () => console.log('sent'));
  });
});
