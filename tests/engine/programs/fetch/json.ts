import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/bad') res.end('{ not json');
  else
    res
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ url: req.url, list: [1, { a: null }] }));
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(`${base}/x`);
  console.log(
    answer.ok,
    answer.status,
    answer.statusText,
    answer.headers.get('content-TYPE'),
    answer.redirected,
    answer.type,
  );
  console.log(await answer.json());
  console.log(answer.bodyUsed);
  await answer.text().catch((error: Error) => console.log(error.name));
  const bad = await fetch(`${base}/bad`);
  await bad.json().catch((error: Error) => console.log(error.name));
  server.close();
  server.closeAllConnections();
});
