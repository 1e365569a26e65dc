import http from 'node:http';

http
  .createServer((req, res) => {
    if (req.url === '/crash') {
      setTimeout(() => {
        throw new Error('I am broken');
      }, 5);
    } else {
      res.end('fine');
    }
  })
  .listen(Number(process.env['PORT']));
