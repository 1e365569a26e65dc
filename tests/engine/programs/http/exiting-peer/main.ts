import http from 'node:http';

const base = process.env['SERVER_URL'] ?? '';
const agent = new http.Agent({ keepAlive: true });
http.get(`${base}/half`, { agent }, (res) => {
  res.on('data', (part: Buffer) => console.log(part.toString()));
  res.on('error', (error: NodeJS.ErrnoException) => console.log(error.code, error.message));
  res.on('close', () => {
    console.log('closed', res.complete);
    setTimeout(() => {
      http
        .get(base, { agent })
        .on('error', (error: NodeJS.ErrnoException) => console.log(error.code, error.syscall));
    }, 200);
  });
});
