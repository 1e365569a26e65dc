import http from 'node:http';

const server = http.createServer((req, res) => {
  res.write('first');
  setTimeout(() => res.end('second'), 50);
});
server.listen(Number(process.env['PORT']), () => {
  http.get({ port: process.env['PORT'] }, (res) => {
    res.setEncoding('utf8');
    console.log(res.readableFlowing);
    res.on('data', (text: string) => {
      console.log(text);
      if (text !== 'first') return;
      res.pause();
      console.log(res.isPaused(), res.readableFlowing);
      setTimeout(() => {
        console.log('resumes');
        res.resume();
      }, 150);
    });
    res.on('end', () => {
      console.log('end', res.complete, res.readableEnded);
      server.close();
    });
  });
});
