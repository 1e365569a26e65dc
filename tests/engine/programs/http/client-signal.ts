import http from 'node:http';

const server = http.createServer(() => {});
server.listen(Number(process.env['PORT']), () => {
  const abort = new AbortController();
  const req = http.get({ port: process.env['PORT'], signal: abort.signal });
  req.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.name, error.code, error.message);
    server.close();
    server.closeAllConnections();
  });
  setTimeout(() => abort.abort(), 20);
});
