import http from 'node:http';

const req = http.get({ port: 1, host: '127.0.0.1' });
req.on('error', (error: NodeJS.ErrnoException & { port?: number }) => {
  console.log(error.name, error.code, error.syscall, error.errno, error.port);
  console.log(error.message);
});
req.on('close', () => console.log('closed', req.destroyed));
