import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/slow') {
    res.setTimeout(60, () => {
      console.log('server gave up');
      res.writeHead(503).end('slow');
    });
  } else res.end('quick');
});
server.listen(Number(process.env['PORT']), () => {
  const get = (path: string, then: () => void): void => {
    const req = http.get({ port: process.env['PORT'], path, agent: false }, (res) => {
      console.log(path, res.statusCode);
      res.resume().on('end', then);
    });
    req.setTimeout(3000, () => console.log('never'));
  };
  get('/quick', () => get('/slow', () => server.close()));
});
