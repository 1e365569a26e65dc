import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/quick') res.end('quick');
  else setTimeout(() => res.end('slow'), 100);
});
const agent = new http.Agent({ keepAlive: true });
const get = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    http
      .get({ port: process.env['PORT'], path, agent }, (res) => {
        res.setEncoding('utf8').on('data', (text: string) => res.on('end', () => resolve(text)));
      })
      .on('error', reject);
  });
server.listen(Number(process.env['PORT']), async () => {
  const slow = get('/slow');
  console.log(await get('/quick'));
  server.closeIdleConnections();
  console.log('idle ones are closed');
  console.log(await slow);
  console.log(await get('/quick'));
  agent.destroy();
  server.close((error) => console.log('closed', error));
});
