import http from 'node:http';

const server = http.createServer((req, res) => {
  req.resume().on('end', () => {
    console.log('request', req.trailers, req.rawTrailers);
    res.setHeader('Trailer', 'x-sum');
    res.write('a body');
    res.addTrailers({ 'X-Sum': '6' });
    res.end();
  });
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({ port: process.env['PORT'], method: 'POST' }, (res) => {
    console.log(res.headers['transfer-encoding'], res.headers.trailer);
    res.resume().on('end', () => {
      console.log('response', res.trailers, res.trailersDistinct['x-sum']);
      server.close();
    });
  });
  req.write('one');
  req.addTrailers([['X-Count', '1'], ['X-Count', '2']]);
  req.end();
  try {
    req.addTrailers({ 'bad name': '1' });
  } catch (error) {
    console.log((error as Error).message);
  }
});
