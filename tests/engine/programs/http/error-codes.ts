import http from 'node:http';

const tell = (what: string, error: NodeJS.ErrnoException): void =>
  console.log(what, error.name, error.code, error.syscall, error.errno, error instanceof Error);
const failure = (options: http.RequestOptions): Promise<NodeJS.ErrnoException> =>
  new Promise((resolve) => http.get(options).on('error', resolve));

tell('refused', await failure({ host: '127.0.0.1', port: 1 }));
const unknown = await failure({ host: 'no-such-host.invalid', port: 80 });
console.log(unknown.code, unknown.syscall, (unknown as { hostname?: string }).hostname);
const server = http.createServer();
server.listen(Number(process.env['PORT']), '127.0.0.1', () => {
  const second = http.createServer();
  second.on('error', (error: NodeJS.ErrnoException) => {
    tell('in use', error);
    console.log(error.message.replace(/\d+$/, 'PORT'), second.listening);
    server.close();
  });
  second.listen(Number(process.env['PORT']), '127.0.0.1');
});
