import http from 'node:http';

const server = http.createServer((req, res) => {
  if (req.url === '/fine') {
    res.end('fine');
    return;
  }
  throw new Error(`cannot answer ${req.url}`);
});
server.listen(Number(process.env['PORT']), async () => {
  const base = `http://localhost:${process.env['PORT']}`;
  console.log(await (await fetch(`${base}/fine`)).text());
  await fetch(`${base}/broken`);
  console.log('never');
});
