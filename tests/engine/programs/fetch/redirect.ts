import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/start') res.writeHead(302, { location: '/middle' }).end();
  else if (req.url === '/middle')
    res.writeHead(307, { location: `http://localhost:${process.env['PORT']}/end` }).end();
  else if (req.url === '/loop') res.writeHead(301, { location: '/loop' }).end();
  else res.end(`${req.method} ${req.url}`);
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(`${base}/start`);
  console.log(answer.status, answer.redirected, answer.url.replace(base, ''), await answer.text());
  const posted = await fetch(`${base}/start`, { method: 'POST', body: 'x' });
  console.log(await posted.text());
  const manual = await fetch(`${base}/start`, { redirect: 'manual' });
  console.log(manual.status, manual.headers.get('location'));
  await manual.text();
  await fetch(`${base}/loop`).catch((error: Error) => console.log(error.name, error.message));
  await fetch(`${base}/start`, { redirect: 'error' }).catch((error: Error) =>
    console.log(error.name),
  );
  server.close();
  server.closeAllConnections();
});
