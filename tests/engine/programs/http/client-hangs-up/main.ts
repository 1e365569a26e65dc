import http from 'node:http';

const base = process.env['SERVER_URL'] ?? '';
const req = http.get(`${base}/slow`);
req.on('error', (error: NodeJS.ErrnoException) => console.log(error.code, error.message));
req.on('close', () => {
  console.log('closed', req.destroyed);
  setTimeout(async () => console.log(await (await fetch(`${base}/report`)).json()), 100);
});
setTimeout(() => req.destroy(), 300);
