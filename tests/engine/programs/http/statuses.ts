import http from 'node:http';

const server = http.createServer((req, res) => {
  const code = Number(req.url?.slice(1));
  if (code === 418) res.writeHead(code, 'Short and stout', { 'x-tea': 'yes' });
  else if (code === 299) {
    res.statusCode = 299;
    res.statusMessage = 'Mine';
  } else res.writeHead(code);
  res.end(`body of ${code}`);
});
const get = (code: number): Promise<void> =>
  new Promise((resolve) => {
    http.get({ port: process.env['PORT'], path: `/${code}` }, async (res) => {
      let text = '';
      for await (const chunk of res) text += String(chunk);
      console.log(
        res.statusCode,
        res.statusMessage,
        JSON.stringify(text),
        res.headers['x-tea'] ?? '-',
      );
      resolve();
    });
  });
server.listen(Number(process.env['PORT']), async () => {
  for (const code of [200, 201, 299, 302, 400, 404, 418, 429, 500, 503]) await get(code);
  console.log(http.STATUS_CODES[504], http.METHODS.includes('PATCH'));
  server.close();
});
