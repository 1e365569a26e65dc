import http from 'node:http';

const server = http.createServer((req, res) => {
  console.log(req.headers['x-list'], req.headersDistinct['x-list']);
  res.setHeader('X-Many', ['one', 'two']);
  res.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2']);
  res.appendHeader('Set-Cookie', 'c=3');
  res.appendHeader('X-Late', 'first').appendHeader('X-Late', ['second', 'third']);
  console.log(res.getHeader('x-many'), res.getHeader('set-cookie'), res.getHeader('X-LATE'));
  console.log(res.getHeaderNames(), res.hasHeader('SET-COOKIE'));
  res.removeHeader('x-late');
  res.end('done');
});
server.listen(Number(process.env['PORT']), () => {
  const headers = { 'X-List': ['p', 'q'], Accept: 'text/plain' };
  http.get({ port: process.env['PORT'], headers }, (res) => {
    console.log(res.headers['x-many'], res.headers['set-cookie'], res.headers['x-late']);
    console.log(res.headersDistinct['x-many'], res.headersDistinct['set-cookie']);
    console.log(res.rawHeaders.filter((_, i, all) => /^(?:x-|set-)/i.test(all[i & ~1]!)));
    res.resume().on('end', () => server.close());
  });
});
