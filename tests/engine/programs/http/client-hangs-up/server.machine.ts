import http from 'node:http';

const seen: string[] = [];
http
  .createServer((req, res) => {
    if (req.url === '/report') {
      res.end(JSON.stringify(seen.sort()));
      return;
    }
    req.on('close', () =>
      seen.push(`request closed, complete ${req.complete}, ended ${res.writableEnded}`),
    );
    res.on('close', () => seen.push(`response closed, finished ${res.writableFinished}`));
    res.on('finish', () => seen.push('finished?'));
  })
  .listen(Number(process.env['PORT']));
