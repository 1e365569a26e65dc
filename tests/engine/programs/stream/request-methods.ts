// A request has what every readable stream has.
import http from 'node:http';
import 'node:stream';

const server = http.createServer(async (req, res) => {
  const { url } = req;
  if (url === '/array') res.end(JSON.stringify((await req.toArray()).map(String).join('')));
  else if (url === '/map')
    res.end((await req.map((part: Buffer) => String(part).length).toArray()).join());
  else if (url === '/two') {
    const seen: string[] = [];
    const sink = (name: string) => ({
      write: (part: Buffer) => (seen.push(`${name}${part}`), true),
      end: () => seen.push(`${name} end`),
      on: () => {},
      once: () => {},
      emit: (event: string) => (seen.push(`${name} ${event}`), true),
      removeListener: () => {},
    });
    const second = sink('b');
    req.pipe(sink('a') as never);
    req.pipe(second as never, { end: false });
    req.on('end', () => {
      req.unpipe(second as never);
      res.end(seen.join());
    });
  }
});
const ask = (path: string, body: string): Promise<string> =>
  fetch(`http://localhost:${process.env['PORT']}${path}`, { method: 'POST', body }).then((r) =>
    r.text(),
  );
server.listen(Number(process.env['PORT']), async () => {
  for (const path of ['/array', '/map', '/two']) console.log(path, await ask(path, 'hello'));
  server.closeAllConnections();
  server.close();
});
