import http from 'node:http';
import type { AddressInfo } from 'node:net';

const port = Number(process.env['PORT']);
const first = http.createServer();
console.log(first.listening, first.address());
first.on('listening', () => {
  console.log('listening', first.listening, (first.address() as AddressInfo).port === port);
  const second = http.createServer();
  second.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.code, error.syscall);
    first.close(() => {
      first.close((again) => console.log((again as NodeJS.ErrnoException).code));
    });
  });
  second.listen(port);
});
first.listen(port);
console.log('listen returns first');
