import http from 'node:http';

http
  .get('http://nowhere.invalid/')
  .on('error', (error: NodeJS.ErrnoException & { hostname?: string }) => {
    console.log(error.code, error.syscall, error.hostname, error.message);
  });
