import http from 'node:http';

process.on('unhandledRejection', (reason) => {
  console.log('unhandled', (reason as Error).message);
  process.exit(4);
});
const server = http.createServer(async (req) => {
  await null;
  throw new Error(`cannot answer ${req.url}`);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'], path: '/x' }).on('error', () => {});
});
