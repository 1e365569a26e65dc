import http from 'node:http';

export function serve(name: string): void {
  const server = http.createServer(async (req, res) => {
    res.setHeader('x-served-by', name);
    if (req.method === 'POST') {
      let body = '';
      for await (const part of req) body += String(part);
      const { n } = JSON.parse(body) as { n: number };
      res
        .writeHead(201, { 'content-type': 'application/json' })
        .end(JSON.stringify({ by: name, twice: n * 2 }));
    } else if (req.url === '/missing') {
      res.writeHead(404).end('not here');
    } else {
      res.end(`${name} ${req.url} ${req.headers['x-request-id']} ${req.headers.host}`);
    }
  });
  server.listen(Number(process.env['PORT']));
}
