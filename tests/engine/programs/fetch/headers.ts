import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log(
    req.headers['x-a'],
    req.headers.accept,
    req.headers['x-b'],
    typeof req.headers['user-agent'],
  );
  res.setHeader('set-cookie', ['a=1', 'b=2']);
  res.setHeader('X-Up', 'Case');
  res.setHeader('date', 'then');
  res.end('ok');
});
server.listen(Number(process.env['PORT']), async () => {
  const headers = new Headers({ 'X-A': '1' });
  headers.append('x-a', '2');
  headers.set('X-B', ' trimmed ');
  const answer = await fetch(`http://localhost:${process.env['PORT']}`, { headers });
  console.log(
    answer.headers.get('x-up'),
    answer.headers.has('X-UP'),
    answer.headers.get('none'),
    answer.headers.getSetCookie(),
  );
  console.log([...answer.headers].filter(([name]) => /^(?:x-|set|date)/.test(name)));
  console.log(Object.fromEntries(headers));
  await answer.text();
  try {
    new Headers({ 'bad name': 'x' });
  } catch (error) {
    console.log((error as Error).name);
  }
  server.close();
  server.closeAllConnections();
});
