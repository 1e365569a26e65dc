import http from 'node:http';

const server = http.createServer((req, res) => {
  res.setHeader('X-Method', req.method!);
  res.setHeader('X-Length', String(req.headers['content-length']));
  res.end(`body of ${req.method}`);
});
server.listen(Number(process.env['PORT']), async () => {
  const url = `http://localhost:${process.env['PORT']}`;
  for (const method of ['get', 'head', 'post', 'put', 'PATCH', 'delete', 'options']) {
    const answer = await fetch(url, { method });
    const { headers } = answer;
    console.log(method, headers.get('x-method'), headers.get('x-length'), await answer.text());
  }
  for (const method of ['CONNECT', 'TRACE', 'not valid']) {
    try {
      await fetch(url, { method });
    } catch (error) {
      console.log(method, (error as Error).name);
    }
  }
  server.close();
  server.closeAllConnections();
});
