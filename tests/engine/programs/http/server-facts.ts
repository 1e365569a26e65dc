import http from 'node:http';

const server = http.createServer();
console.log(server.listening, server.address());
console.log(server.timeout, server.keepAliveTimeout, server.requestTimeout, server.headersTimeout);
console.log(server.maxHeadersCount, server.maxRequestsPerSocket);
server.once('listening', () => console.log('listening'));
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' }, () => {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no address');
  console.log(address.family, address.address, address.port === Number(process.env['PORT']));
  server.getConnections((error, count) => {
    console.log(error, count);
    try {
      server.listen(0);
    } catch (again) {
      console.log((again as NodeJS.ErrnoException).code);
    }
    server.close((closing) => {
      console.log('closed', closing, server.listening, server.address());
      server.close((twice) => console.log((twice as NodeJS.ErrnoException).code));
    });
  });
});
