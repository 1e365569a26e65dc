// What was sent comes back part by part, while the request is still being written.
import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log(req.headers['transfer-encoding'], req.headers['content-length']);
  req.pipe(res);
});
server.listen(Number(process.env['PORT']), () => {
  const words = ['one', 'two', 'three'];
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, (res) => {
    console.log(res.statusCode, res.headers['transfer-encoding']);
    res.setEncoding('utf8').on('data', (text: string) => {
      console.log('back', text);
      const next = words.shift();
      if (next) req.write(next);
      else req.end();
    });
    res.on('end', () => server.close(() => console.log('closed')));
  });
  req.write('zero');
});
