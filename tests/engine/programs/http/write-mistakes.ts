import http from 'node:http';

const attempt = (what: string, run: () => unknown): void => {
  try {
    console.log(what, run());
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(what, name, code, message);
  }
};
const server = http.createServer((req, res) => {
  attempt('number', () => res.write(5 as never));
  attempt('null', () => res.write(null as never));
  attempt('object', () => res.write({} as never));
  attempt('end of a number', () => res.end(7 as never));
  attempt('undefined', () => res.write(undefined as never));
  res.on('error', (error: NodeJS.ErrnoException) => console.log('error', error.code));
  res.end('fine');
  attempt('after end', () => res.write('x'));
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    res.setEncoding('utf8').on('data', (text: string) => console.log('got', text));
    res.on('end', () => server.close());
  });
});
