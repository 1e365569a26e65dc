import http from 'node:http';

const server = http.createServer(async (req, res) => {
  let body = '';
  for await (const part of req) body += String(part);
  res.end(`${req.method} ${req.url} ${req.headers['x-a']} ${req.headers['content-type']} ${body}`);
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const request = new Request(`${base}/r`, { method: 'POST', body: 'b', headers: { 'x-a': '1' } });
  console.log(await (await fetch(request)).text(), request.bodyUsed);
  const again = new Request(`${base}/r`, { headers: { 'x-a': '1' } });
  console.log(await (await fetch(again, { headers: { 'x-a': '2' } })).text());
  console.log(await (await fetch(new URL('/u', base), { method: 'PATCH', body: 'p' })).text());
  server.close();
  server.closeAllConnections();
});
