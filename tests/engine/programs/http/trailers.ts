import http from 'node:http';

const server = http.createServer((req, res) => {
  req.resume().on('end', () => {
    console.log('request trailers', req.trailers, req.rawTrailers);
    res.writeHead(200, { Trailer: 'X-Sum' });
    res.write('abc');
    res.addTrailers({ 'X-Sum': '3' });
    res.end();
  });
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, (res) => {
    console.log('trailers', res.trailers);
    res.resume().on('end', () => {
      console.log('trailers', res.trailers, res.rawTrailers);
      server.close();
    });
  });
  req.write('x');
  req.addTrailers({ 'X-Check': 'yes' });
  req.end();
});
