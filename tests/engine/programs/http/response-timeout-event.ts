import http from 'node:http';

const server = http.createServer((req, res) => {
  res.setTimeout(60, () => {
    console.log('too slow');
    res.statusCode = 503;
    res.end('sorry');
  });
});
server.listen(Number(process.env['PORT']), async () => {
  const answer = await fetch(`http://localhost:${process.env['PORT']}`);
  console.log(answer.status, await answer.text());
  server.close();
  server.closeAllConnections();
});
