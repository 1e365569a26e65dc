import http from 'node:http';

let clientError: string | undefined;
const server = http.createServer(async (req) => {
  req.on('aborted', () => console.log('aborted'));
  try {
    for await (const part of req) console.log('server', String(part));
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    console.log('server', name, message, code, req.complete);
  }
  server.close(() => setTimeout(() => console.log('client', clientError), 40));
});
server.listen(Number(process.env['PORT']), () => {
  const req = http.request({ port: process.env['PORT'], method: 'POST' });
  req.on('error', (error: NodeJS.ErrnoException) => clientError = error.code);
  req.write('half');
  setTimeout(() => req.destroy(), 60);
});
