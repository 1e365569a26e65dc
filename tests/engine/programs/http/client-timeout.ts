import http from 'node:http';

const server = http.createServer((_, res) => {
  setTimeout(() => res.end('late'), 600);
});
server.listen(Number(process.env['PORT']), () => {
  const begun = Date.now();
  const req = http.get({ port: process.env['PORT'], timeout: 50 });
  req.on('timeout', () => {
    const after = Date.now() - begun;
    console.log('timeout', after >= 45 && after < 500);
    req.destroy(new Error('too slow'));
  });
  req.on('response', () => console.log('a response?'));
  req.on('error', (error) => console.log(error.message));
  req.on('close', () => server.close());
});
