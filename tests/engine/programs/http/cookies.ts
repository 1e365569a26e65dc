import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log('cookie', req.headers.cookie);
  res.writeHead(200, { 'Set-Cookie': ['session=abc; HttpOnly', 'theme=dark'] });
  res.end();
});
const get = (headers: http.OutgoingHttpHeaders): Promise<http.IncomingMessage> =>
  new Promise((resolve) =>
    http.get({ port: process.env['PORT'], headers }, (res) =>
      res.resume().on('end', () => resolve(res)),
    ),
  );
server.listen(Number(process.env['PORT']), async () => {
  const first = await get({});
  const jar = first.headers['set-cookie']!.map((line) => line.split(';')[0]!);
  console.log(jar);
  await get({ Cookie: jar });
  await get({ cookie: jar.join('; ') });
  const answer = await fetch(`http://localhost:${process.env['PORT']}`, {
    headers: { cookie: jar[0]! },
  });
  console.log(answer.headers.getSetCookie(), answer.headers.get('set-cookie'));
  server.close();
});
