import http from 'node:http';

const seen = { server: [] as string[], client: [] as string[] };
const server = http.createServer((req, res) => {
  console.log('asked', req.url);
  if (req.url === '/quick') res.end('quick');
  else res.on('close', () => seen.server.push(`lost ${req.url} ${res.writableEnded}`));
});
server.listen(Number(process.env['PORT']), () => {
  const agent = new http.Agent({ keepAlive: true });
  http.get({ port: process.env['PORT'], path: '/quick', agent }, (res) => {
    res.resume().on('end', () => {
      const req = http.get({ port: process.env['PORT'], path: '/hangs', agent });
      req.on('error', (error: NodeJS.ErrnoException) => seen.client.push(String(error.code)));
      setTimeout(() => {
        server.close(() => setTimeout(() => console.log('closed', seen), 40));
        console.log('listening', server.listening);
        server.closeAllConnections();
      }, 60);
    });
  });
});
