// A server that hangs up before it answers.
import http from 'node:http';

const server = http.createServer((req) => req.socket.destroy());
server.listen(Number(process.env['PORT']), () => {
  const req = http.get({ port: process.env['PORT'] }, () => console.log('never'));
  req.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.name, error.message, error.code, req.reusedSocket);
  });
  req.on('close', async () => {
    console.log('close');
    try {
      await fetch(`http://localhost:${process.env['PORT']}`);
    } catch (error) {
      const { message, cause } = error as Error & { cause: Error & { code: string } };
      console.log(message, cause.name, cause.message, cause.code);
    }
    server.close(() => console.log('closed'));
  });
});
