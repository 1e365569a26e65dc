import http from 'node:http';

const server = http.createServer((req, res) => {
  res.write('abc');
  setTimeout(() => res.write('def'), 60);
  setTimeout(() => res.end(), 120);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    res.on('readable', () => {
      let part: Buffer | null;
      while ((part = res.read() as Buffer | null) !== null) console.log('read', part.toString());
    });
    res.on('end', () => {
      console.log('end');
      server.close();
    });
  });
});
