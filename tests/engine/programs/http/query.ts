import http from 'node:http';
import url from 'node:url';

const server = http.createServer((req, res) => {
  const parsed = new URL(req.url ?? '/', 'http://here');
  console.log(parsed.pathname, parsed.searchParams.get('q'), parsed.searchParams.getAll('t'));
  console.log({ ...url.parse(req.url ?? '', true).query });
  res.end(decodeURIComponent(parsed.pathname));
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  const answer = await fetch(`${base}/caf%C3%A9/x?q=a+b%26c&t=1&t=2`);
  console.log(await answer.text());
  server.close();
  server.closeAllConnections();
});
