import http from 'node:http';

const proxy = http.createServer((req, res) => {
  const onward = http.request({ host: '127.0.0.1', port: 1, path: req.url }, (answer) => {
    answer.pipe(res);
  });
  onward.on('error', (error: NodeJS.ErrnoException) => {
    console.log('backend', error.code);
    res.writeHead(502, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ error: error.code }));
  });
  req.pipe(onward);
});
proxy.listen(Number(process.env['PORT']), async () => {
  const answer = await fetch(`http://localhost:${process.env['PORT']}/x`, {
    method: 'POST',
    body: 'hello',
  });
  console.log(answer.status, answer.statusText, await answer.json());
  proxy.close();
  proxy.closeAllConnections();
});
