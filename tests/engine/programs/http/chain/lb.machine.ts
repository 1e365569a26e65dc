import http from 'node:http';

const upstreams = [process.env['WEB1_URL'], process.env['WEB2_URL']];
let next = 0;
http
  .createServer((req, res) => {
    const target = upstreams[next++ % upstreams.length] ?? '';
    const out = http.request(
      `${target}${req.url}`,
      { method: req.method ?? 'GET', headers: { ...req.headers, host: 'inside' } },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    out.on('error', () => {
      res.writeHead(502).end('bad gateway');
    });
    req.pipe(out);
  })
  .listen(Number(process.env['PORT']));
